import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { complement, type Intervals, intersection } from '../../../shared/rules/intervals.ts';
import { areEquivalent, isSatisfiable, isTautology } from '../../../shared/rules/satisfiable.ts';
import { arbitraryQuestion, arbitraryRule } from '../../support/arbitrary-rule.ts';
import { naiveAnswer } from '../../support/naive-rule.ts';
import { compileAlone } from '../../support/rule-facts.ts';

it('what nobody can match nobody matches, and what is always true holds', () => {
  let certain = 0;
  fc.assert(
    fc.property(
      fc.array(arbitraryRule, { minLength: 1, maxLength: 3 }),
      arbitraryQuestion,
      (rules, { facts, now, zone }) => {
        for (const kind of ['all', 'any'] as const) {
          const rule = { kind, rules };
          const { program, table } = compileAlone(rule, { timeZone: zone });
          const answer = naiveAnswer(rule, { ...facts, since: [] }, { now, zone });
          const nobody = !isSatisfiable(program, table.predicates);
          const everybody = isTautology(program, table.predicates);
          if (nobody) expect(answer).toBe(false);
          if (everybody) expect(answer).toBe(true);
          certain += Number(nobody || everybody);
        }
      },
    ),
    { numRuns: 4_000 },
  );
  expect(certain).toBeGreaterThan(100);
});

it('a rule is equivalent to itself and not to its negation', () => {
  fc.assert(
    fc.property(arbitraryRule, (rule) => {
      const { program, table } = compileAlone({ kind: 'all', rules: [rule] });
      expect(areEquivalent(program, program, table)).toBe(true);
      expect(areEquivalent(program, ['!', program], table)).toBe(false);
    }),
    { numRuns: 1_000 },
  );
});

it('intervals are a set algebra', () => {
  const cut = fc.tuple(fc.integer({ min: -3, max: 3 }), fc.constantFrom(0 as const, 1 as const));
  const intervals: fc.Arbitrary<Intervals> = fc
    .tuple(cut, cut)
    .map(([a, b]) => (a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]) ? [[a, b]] : []));
  const has = (set: Intervals, value: number) =>
    set.some(
      ([from, to]) =>
        (from[0] < value || (from[0] === value && from[1] === 0)) &&
        (value < to[0] || (value === to[0] && to[1] === 1)),
    );
  fc.assert(
    fc.property(
      intervals,
      intervals,
      fc.integer({ min: -8, max: 8 }).map((half) => half / 2),
      (a, b, value) => {
        expect(has(complement(a), value)).toBe(!has(a, value));
        expect(has(intersection(a, b), value)).toBe(has(a, value) && has(b, value));
      },
    ),
  );
});
