import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { linkPlans } from '../../../shared/rules/link-plans.ts';
import { match } from '../../../shared/rules/match.ts';
import type { Program } from '../../../shared/rules/program.ts';
import type { Rule } from '../../../shared/rules/rule.ts';
import { SegmentMatcher } from '../../../shared/rules/segment-matcher.ts';
import { arbitraryQuestion } from '../../support/arbitrary-rule.ts';
import { manyRules } from '../../support/many-rules.ts';
import { compileTogether, matcherOf } from '../../support/matched-together.ts';
import { naiveAnswer } from '../../support/naive-rule.ts';
import { storedFacts, timeOf } from '../../support/rule-facts.ts';

const runs = { numRuns: Number(process.env.RULE_RUNS ?? 400) };

type Asked = (typeof arbitraryQuestion extends fc.Arbitrary<infer Question> ? Question : never)['facts'];

/** Events at their moments, so that they stay there while the clock moves. */
function fixed(facts: Asked, now: number): Asked {
  const events = facts.events.map((event): (typeof facts.events)[number] => [
    event[0],
    new Date(timeOf(event, now)).toISOString(),
    event[2],
  ]);
  return { ...facts, events, since: [] };
}

it('all segments at once answer what each means, in any company', () => {
  fc.assert(
    fc.property(manyRules, arbitraryQuestion, (rules, { facts, now, zone }) => {
      const compiled = compileTogether(rules, zone);
      const stored = storedFacts(compiled.table, facts, now);
      const indexed = matcherOf(compiled).match({ facts: stored, now });
      const meant = fixed(facts, now);
      rules.forEach((rule, place) => {
        const answer = match(compiled.programs[place] as Program, compiled.table, { facts: stored, now }).answer;
        const wanted = compiled.live[place] ? false : naiveAnswer(rule, meant, { now, zone });
        if (!compiled.live[place]) expect(answer).toBe(wanted);
        expect(indexed.holds(place)).toBe(wanted);
        const alone = compileTogether([rule], zone);
        const few = matcherOf(alone).match({ facts: storedFacts(alone.table, facts, now), now });
        expect(few.holds(0)).toBe(wanted);
      });
    }),
    runs,
  );
});

const laterMs = fc.oneof(fc.nat(7_200_000), fc.nat(10 * 86_400_000), fc.constantFrom(1, 1_000, 3_600_000, 86_400_000));

it('no answer turns before all say, in company or alone, whatever the clocks do meanwhile', () => {
  fc.assert(
    fc.property(manyRules, arbitraryQuestion, laterMs, (rules, { facts, now, zone }, ms) => {
      const meant = fixed(facts, now);
      for (const asked of [rules, ...rules.slice(0, 3).map((rule) => [rule])]) {
        const compiled = compileTogether(asked, zone);
        const matcher = matcherOf(compiled);
        const stored = storedFacts(compiled.table, facts, now);
        const { until } = matcher.match({ facts: stored, now });
        const first = asked.map((_, place) => matcher.holds(place));
        expect(until).toBeGreaterThan(now);
        for (const later of new Set([now + ms, ...(Number.isFinite(until) ? [until - 1, until] : [])])) {
          const then = matcher.match({ facts: stored, now: later });
          first.forEach((holds, place) => {
            if (later < until) expect(then.holds(place)).toBe(holds);
            if (compiled.live[place]) return;
            expect(then.holds(place)).toBe(naiveAnswer(asked[place] as Rule, meant, { now: later, zone }));
          });
        }
      }
    }),
    { numRuns: runs.numRuns / 4 },
  );
});

it('a segment with anything unknown never holds, alone or among others, negated or not', () => {
  const { table } = compileTogether([{ kind: 'attribute', attribute: 'city', operator: 'is', value: 'x' }]);
  const facts = storedFacts(table, { attributes: { city: 'x' } });
  const predicates = [...table.predicates, ['weather', 'sunny'] as never];
  for (const company of [0, 20]) {
    const programs: Program[] = [['!', 1], 1, ['|', 0, 1], ['&', 0, ['!', 1]], ['|', 0, ['!', 7]]];
    const others = Array.from({ length: company }, (): Program => 0);
    const segments = [...programs, ...others].map((program) => ({ program }));
    const whole = { ...table, predicates };
    const given = new SegmentMatcher(linkPlans(segments, whole), whole).match({ facts, now: 1 });
    expect(segments.map((_, place) => given.holds(place))).toEqual([
      ...programs.map(() => false),
      ...others.map(() => true),
    ]);
  }
});

it('a plan that an earlier version published is made anew', () => {
  const { table, programs } = compileTogether([{ kind: 'attribute', attribute: 'city', operator: 'is', value: 'x' }]);
  const segments = programs.map((program) => ({ program, plan: { code: [0, -2, -1], access: null } as never }));
  const matcher = new SegmentMatcher(linkPlans(segments, table), table);
  const heldOf = (city: string) =>
    matcher.match({ facts: storedFacts(table, { attributes: { city } }), now: 1 }).holds(0);
  expect([heldOf('x'), heldOf('y')]).toEqual([true, false]);
});
