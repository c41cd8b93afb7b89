import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { isLive } from '../../../shared/rules/compile.ts';
import { complete } from '../../../shared/rules/complete.ts';
import { describe } from '../../../shared/rules/describe.ts';
import { match } from '../../../shared/rules/match.ts';
import { residual } from '../../../shared/rules/residual.ts';
import type { Residual } from '../../../shared/rules/residual-shape.ts';
import { Rule } from '../../../shared/rules/rule.ts';
import { arbitraryFacts, arbitraryRule } from '../../support/arbitrary-rule.ts';
import { naiveAnswer } from '../../support/naive-rule.ts';
import { caseNow, caseVocabulary, compileAlone, liveFacts, storedFacts } from '../../support/rule-facts.ts';

const runs = { numRuns: 5_000 };

it('edge and page together answer what the meaning of the rule says', () => {
  fc.assert(
    fc.property(arbitraryRule, arbitraryFacts, (rule, facts) => {
      const { program, table } = compileAlone(rule);
      const partial = residual(program, table, { facts: storedFacts(table, facts), now: caseNow });
      const answer =
        typeof partial.answer === 'boolean'
          ? partial.answer
          : complete(partial.answer, liveFacts(facts.live, facts.since));
      expect(answer).toBe(naiveAnswer(rule, facts));
    }),
    runs,
  );
});

it('match answers stored rules as their meaning says, and the same until it says', () => {
  fc.assert(
    fc.property(arbitraryRule, arbitraryFacts, fc.nat(300_000), (rule, facts, laterMs) => {
      const { program, table } = compileAlone(rule);
      fc.pre(!isLive(program, table.predicates));
      const stored = storedFacts(table, facts);
      const answer = match(program, table, { facts: stored, now: caseNow });
      expect(answer.answer).toBe(naiveAnswer(rule, { ...facts, since: [] }));
      const later = caseNow + laterMs;
      if (later < answer.until) expect(match(program, table, { facts: stored, now: later }).answer).toBe(answer.answer);
    }),
    runs,
  );
});

it('a residual has no constant, no duplicate, no double negation, no group of one', () => {
  fc.assert(
    fc.property(arbitraryRule, arbitraryFacts, (rule, facts) => {
      const { program, table } = compileAlone(rule);
      const { answer } = residual(program, table, { facts: storedFacts(table, facts), now: caseNow });
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
    expect(new Set(inner.map((one) => JSON.stringify(one))).size).toBe(inner.length);
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
