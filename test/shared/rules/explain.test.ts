import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Explained, explain } from '../../../shared/rules/explain.ts';
import type { ExplainedCondition } from '../../../shared/rules/explain-condition.ts';
import type { FactValue } from '../../../shared/rules/residual-shape.ts';
import type { Rule } from '../../../shared/rules/rule.ts';
import { arbitraryQuestion, arbitraryRule } from '../../support/arbitrary-rule.ts';
import { naiveAnswer } from '../../support/naive-rule.ts';
import {
  type CaseFacts,
  caseNow,
  caseVocabulary,
  compileAlone,
  liveFacts,
  storedFacts,
} from '../../support/rule-facts.ts';

const attribute = (name: string, operator: string, value?: unknown): Rule =>
  ({ kind: 'attribute', attribute: name, operator, ...(value !== undefined && { value }) }) as Rule;
const purchases = (value: number): Rule => ({
  kind: 'event',
  event: 'purchase',
  where: [],
  window: { kind: 'rolling', amount: 7, unit: 'day' },
  aggregate: { kind: 'count' },
  operator: 'gte',
  value,
});
const fullCart: Rule = { kind: 'cart', property: 'totalMinor', operator: 'gt', value: 8_000 };

function explained(rule: Rule, facts: CaseFacts = {}, live?: Record<string, FactValue>) {
  const stored = storedFacts(compileAlone(rule).table, facts);
  return explain(rule, {
    vocabulary: caseVocabulary,
    facts: stored,
    now: caseNow,
    ...(live && { live: liveFacts(live) }),
  });
}

function conditionsOf(part: Explained): ExplainedCondition[] {
  if (part.kind === 'condition') return [part];
  return part.kind === 'segment' ? conditionsOf(part.inside) : part.parts.flatMap(conditionsOf);
}

const line = ({ verdict, side, sentence, actual, change }: ExplainedCondition) =>
  `${{ yes: '✓', no: '✗', live: '?' }[verdict]} ${sentence} [${side}: ${actual}; ${change}]`;

describe('explain', () => {
  it('says per condition what was found, who decided and what lacks', () => {
    const rule: Rule = {
      kind: 'all',
      rules: [
        attribute('country', 'is', 'PL'),
        attribute('order_total', 'gte', 10_000),
        attribute('last_order', 'exactlyDaysAgo', 2),
        purchases(3),
        { kind: 'page', property: 'visitor', operator: 'is', value: 'returning' },
        fullCart,
      ],
    };
    const facts: CaseFacts = {
      attributes: { country: 'pl', order_total: 8_000, last_order: Date.parse('2026-10-31T09:30:00Z'), sessions: 4 },
      events: [['purchase', 60, {}]],
    };
    expect(conditionsOf(explained(rule, facts).root).map(line)).toEqual([
      '✓ country is “PL” [request: “pl”; it would have to be otherwise than country is “PL”]',
      '✗ total of orders is at least €100.00 [stored: €80.00; €20.00 more]',
      '✓ last order was exactly 2 days ago (Europe/Berlin time) [stored: 2026-10-31 10:30 (Europe/Berlin time); it would have to be otherwise than last order was exactly 2 days ago (Europe/Berlin time)]',
      '✗ has done purchase at least 3 times in the last 7 days [stored: 1 time; 2 more]',
      '✓ kind of visitor is “returning” [request: “returning”; it would have to be otherwise than kind of visitor is “returning”]',
      '? cart total now is more than €80.00 [live: only the open page knows; it would have to hold that cart total now is more than €80.00]',
    ]);
  });

  it('finishes with what the page knows', () => {
    expect(conditionsOf(explained(fullCart, {}, { 'cart.totalMinor': 7_500 }).root).map(line)).toEqual([
      '✗ cart total now is more than €80.00 [live: €75.00; €5.00 more]',
    ]);
    expect(explained(fullCart).verdict).toBe('live');
  });

  it('says that consent withholds', () => {
    const rule = attribute('email', 'isUnknown');
    const stored = {
      ...storedFacts(compileAlone(rule).table, { attributes: { email: 'a@b.c' } }),
      allows: () => false,
    };
    const { root } = explain(rule, { vocabulary: caseVocabulary, facts: stored, now: caseNow });
    expect(root).toMatchObject({ side: 'withheld', actual: 'withheld by consent', verdict: 'yes' });
  });

  it('finds the smallest change and the nearest miss', () => {
    const rule: Rule = {
      kind: 'any',
      rules: [
        { kind: 'all', rules: [attribute('country', 'is', 'PL'), attribute('city', 'is', 'x'), purchases(3)] },
        { kind: 'all', rules: [attribute('order_total', 'gte', 10_000), attribute('sessions', 'gte', 5)] },
      ],
    };
    const { smallestChange, nearestMiss } = explained(rule, { attributes: { order_total: 9_900, sessions: 1 } });
    expect(smallestChange?.map(({ pointer, change }) => [pointer, change])).toEqual([
      ['/rules/1/rules/0', '€1.00 more'],
      ['/rules/1/rules/1', '4 more'],
    ]);
    expect(nearestMiss).toEqual({
      pointer: '/rules/1/rules/0',
      sentence: 'total of orders is at least €100.00',
      change: '€1.00 more',
    });
    expect(explained({ kind: 'any', rules: [] }).smallestChange).toBeNull();
    expect(explained({ kind: 'all', rules: [] }).smallestChange).toEqual([]);
  });

  it('an exclusion asks for the contrary', () => {
    const { smallestChange } = explained(
      { kind: 'not', rule: attribute('country', 'is', 'PL') },
      { attributes: { country: 'PL' } },
    );
    expect(smallestChange?.[0]?.change).toBe('it would have to be otherwise than country is “PL”');
  });

  it('looks inside a segment', () => {
    const rule: Rule = { kind: 'segment', segment: 'seg_pl', operator: 'notIn' };
    const segments = new Map([['seg_pl', { name: 'Poles', rule: attribute('country', 'is', 'PL') }]]);
    const stored = storedFacts(compileAlone(rule).table, { attributes: { country: 'PL' } });
    const { root, smallestChange } = explain(rule, {
      vocabulary: { ...caseVocabulary, segments },
      facts: stored,
      now: caseNow,
    });
    expect(root).toMatchObject({ kind: 'segment', verdict: 'no', inside: { verdict: 'yes', actual: '“PL”' } });
    expect(smallestChange?.[0]?.pointer).toBe('/segment');
  });

  it('agrees with the meaning of every rule, and its changes are conditions that stand the wrong way', () => {
    fc.assert(
      fc.property(arbitraryRule, arbitraryQuestion, (rule, { facts, now, zone }) => {
        const stored = storedFacts(compileAlone(rule, { timeZone: zone }).table, facts, now);
        const context = {
          vocabulary: { ...caseVocabulary, timeZone: zone },
          facts: stored,
          now,
          live: liveFacts(facts.live),
        };
        const { verdict, smallestChange, root } = explain(rule, context);
        const answer = naiveAnswer(rule, { ...facts, since: [] }, { now, zone });
        expect(verdict).toBe(answer ? 'yes' : 'no');
        expect(smallestChange?.length === 0).toBe(answer);
        for (const { sentence, actual } of conditionsOf(root)) expect(sentence && actual).not.toBe('');
      }),
      { numRuns: 1_500 },
    );
  });
});
