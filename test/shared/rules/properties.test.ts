import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { isLive } from '../../../shared/rules/compile.ts';
import { complete } from '../../../shared/rules/complete.ts';
import { describe } from '../../../shared/rules/describe.ts';
import { match } from '../../../shared/rules/match.ts';
import { residual } from '../../../shared/rules/residual.ts';
import { implies } from '../../../shared/rules/residual-implies.ts';
import type { Residual } from '../../../shared/rules/residual-shape.ts';
import { Rule } from '../../../shared/rules/rule.ts';
import { arbitraryQuestion, arbitraryRule } from '../../support/arbitrary-rule.ts';
import { naiveAnswer } from '../../support/naive-rule.ts';
import {
  type CaseEvent,
  caseVocabulary,
  compileAlone,
  liveFacts,
  storedFacts,
  timeOf,
} from '../../support/rule-facts.ts';

const runs = { numRuns: Number(process.env.RULE_RUNS ?? 5_000) };

it('edge and page together answer what the meaning of the rule says', () => {
  fc.assert(
    fc.property(arbitraryRule, arbitraryQuestion, (rule, { facts, now, zone }) => {
      const { program, table } = compileAlone(rule, { timeZone: zone });
      const partial = residual(program, table, { facts: storedFacts(table, facts, now), now });
      const answer =
        typeof partial.answer === 'boolean'
          ? partial.answer
          : complete(partial.answer, liveFacts(facts.live, facts.since));
      expect(answer).toBe(naiveAnswer(rule, facts, { now, zone }));
    }),
    runs,
  );
});

const laterMs = fc.oneof(
  fc.nat(7_200_000),
  fc.nat(10 * 86_400_000),
  fc.nat(500 * 86_400_000),
  fc.constantFrom(1, 1_000, 3_600_000, 86_400_000),
);

it('match answers stored rules as their meaning says, and the same until it says', () => {
  fc.assert(
    fc.property(arbitraryRule, arbitraryQuestion, laterMs, (rule, { facts, now, zone }, ms) => {
      const { program, table } = compileAlone(rule, { timeZone: zone });
      fc.pre(!isLive(program, table.predicates));
      const stored = storedFacts(table, facts, now);
      const answer = match(program, table, { facts: stored, now });
      expect(answer.until).toBeGreaterThan(now);
      const fixed = { ...facts, since: [], events: facts.events.map((event) => timed(event, now)) };
      expect(answer.answer).toBe(naiveAnswer(rule, fixed, { now, zone }));
      // At the last moment before it turns, at the first after, and at any.
      const moments = [now + ms, ...(Number.isFinite(answer.until) ? [answer.until - 1, answer.until] : [])];
      for (const later of moments) {
        const then = match(program, table, { facts: stored, now: later });
        expect(then.answer).toBe(naiveAnswer(rule, fixed, { now: later, zone }));
        if (later < answer.until) expect(then.answer).toBe(answer.answer);
      }
    }),
    runs,
  );
});

it('what the edge leaves open stays the same until it says', () => {
  fc.assert(
    fc.property(arbitraryRule, arbitraryQuestion, laterMs, (rule, { facts, now, zone }, ms) => {
      const { program, table } = compileAlone(rule, { timeZone: zone });
      const stored = storedFacts(table, facts, now);
      const { answer, until } = residual(program, table, { facts: stored, now });
      for (const later of [now + ms, until - 1]) {
        if (!(later < until) || !Number.isFinite(later)) continue;
        expect(residual(program, table, { facts: stored, now: later }).answer).toEqual(answer);
      }
    }),
    runs,
  );
});

/** The event at its moment, so that it stays there while the clock moves. */
function timed(event: CaseEvent, now: number): CaseEvent {
  return [event[0], new Date(timeOf(event, now)).toISOString(), event[2]];
}

it('a residual has no constant, no part that another takes in, no double negation, no group of one', () => {
  fc.assert(
    fc.property(arbitraryRule, arbitraryQuestion, (rule, { facts, now, zone }) => {
      const { program, table } = compileAlone(rule, { timeZone: zone });
      const { answer } = residual(program, table, { facts: storedFacts(table, facts, now), now });
      if (typeof answer !== 'boolean') expectMinimal(answer);
    }),
    runs,
  );
});

function expectMinimal(part: Residual): void {
  if (part[0] === '!') {
    expect((part[1] as Residual)[0]).not.toBe('!');
    expectMinimal(part[1] as Residual);
  } else if (part[0] === '&' || part[0] === '|') {
    const inner = part.slice(1) as Residual[];
    expect(inner.length).toBeGreaterThan(1);
    for (const one of inner) expect(inner.filter((other) => implies(other, one))).toEqual([one]);
    for (const one of inner) {
      expect(one[0]).not.toBe(part[0]);
      expectMinimal(one);
    }
  }
}

it('every rule survives JSON and can be spoken', () => {
  fc.assert(
    fc.property(arbitraryRule, (rule) => {
      expect(Rule.parse(JSON.parse(JSON.stringify(rule)))).toEqual(rule);
      expect(describe(rule, caseVocabulary)).not.toBe('');
    }),
    runs,
  );
});
