import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Facts } from '../../../shared/profile/facts-of.ts';
import type { SegmentAnswers } from '../../../shared/rules/segment-matcher.ts';
import type { Purpose } from '../../../shared/schema/attribute.ts';
import { arbitraryQuestion, type Question } from '../../support/arbitrary-rule.ts';
import * as executors from '../../support/executors.ts';
import { manyRules } from '../../support/many-rules.ts';
import { compileTogether } from '../../support/matched-together.ts';
import { type Mutation, mutantOf } from '../../support/mutant.ts';
import { type CaseFacts, timeOf } from '../../support/rule-facts.ts';

type Asked = Question['facts'];

/** How a visitor's facts go on: which of those of another they take over, which consent is given before and after. */
const change = fc.record({
  kept: fc.infiniteStream(fc.boolean()),
  allowed: fc.constantFrom<[Purpose[], Purpose[]]>(
    ...Array.from({ length: 6 }, (): [Purpose[], Purpose[]] => [['personalisation'], ['personalisation']]),
    [[], []],
    [[], ['personalisation']],
    [['personalisation'], []],
  ),
  ms: fc.oneof(fc.constant(0), fc.nat(7_200_000), fc.nat(10 * 86_400_000)),
});

function changed(one: Asked, other: Asked, keeps: () => boolean): Asked {
  const mixed = <Value>(a: Record<string, Value> = {}, b: Record<string, Value> = {}) => {
    const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    return Object.fromEntries(
      names.map((name) => [name, keeps() ? a[name] : b[name]]).filter(([, value]) => value !== undefined),
    );
  };
  return {
    ...one,
    attributes: mixed(one.attributes, other.attributes),
    saidAt: mixed(one.saidAt, other.saidAt),
    events: [...one.events.filter(keeps), ...other.events.filter(() => !keeps())],
    ...(keeps() ? {} : { visitor: other.visitor as string }),
    ...(keeps() ? {} : { lists: other.lists as number[] }),
  };
}

/** Events at their moments, so that they stay there while the clock moves. */
function fixed({ attributes, saidAt, visitor, lists, events }: Asked, now: number): CaseFacts {
  const at = (event: Asked['events'][number]) => new Date(timeOf(event, now)).toISOString();
  const moved = events.map((event): Asked['events'][number] => [event[0], at(event), event[2]]);
  return { ...fixedOnly({ attributes, saidAt, visitor, lists }), events: moved };
}

function fixedOnly(facts: { [Key in keyof CaseFacts]: CaseFacts[Key] | undefined }): CaseFacts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

function answersOf(answers: SegmentAnswers, count: number): { holding: Set<number>; until: number } {
  const holding = new Set<number>();
  for (let place = 0; place < count; place += 1) if (answers.holds(place)) holding.add(place);
  return { holding, until: answers.until };
}

/** What only the changes answer is what a full run answers, for as long. */
function rematchedAsMatched(run: typeof executors) {
  return fc.property(
    manyRules,
    arbitraryQuestion,
    arbitraryQuestion,
    change,
    (rules, one, other, { kept, allowed, ms }) => {
      const { now, zone } = one;
      const compiled = compileTogether(rules, zone);
      const facts = (asked: Asked, purposes: Purpose[]): Facts => ({
        ...run.storedFacts(compiled.table, fixed(asked, now), now),
        allows: (purpose) => purposes.includes(purpose),
      });
      const before = facts(one.facts, allowed[0]);
      const after = facts(
        changed(one.facts, other.facts, () => kept.next().value as boolean),
        allowed[1],
      );
      const matcher = run.matcherOf(compiled);
      const earlier = answersOf(matcher.match({ facts: before, now }), rules.length);
      const later = now + ms;
      const rematched = run.rematcherOf(compiled).rematch({ facts: before, ...earlier }, { facts: after, now: later });
      const mayGoOn = later < earlier.until && allowed[0].length === allowed[1].length;
      expect(rematched !== null).toBe(mayGoOn);
      if (!rematched) return;
      const holding = new Set(earlier.holding);
      for (const place of rematched.turned) if (!holding.delete(place)) holding.add(place);
      const { until } = rematched;
      expect(until).toBeGreaterThan(later);
      // As long as it says, and not only now.
      for (const moment of new Set([later, Number.isFinite(until) ? until - 1 : later + 400 * 86_400_000])) {
        const full = answersOf(matcher.match({ facts: after, now: moment }), rules.length);
        expect([...holding].sort()).toEqual([...full.holding].sort());
        expect(until).toBeLessThanOrEqual(full.until);
      }
    },
  );
}

it('after any change, at any moment, only the changes are run and all are right', () => {
  fc.assert(rematchedAsMatched(executors), { numRuns: Number(process.env.RULE_RUNS ?? 400) });
});

const rematcher = 'rules/segment-rematcher.ts';
const asked = 'rules/asked-facts.ts';

/** A slip in each thing that it leaves out. */
const mutations: [what: string, mutation: Mutation][] = [
  ['the clock', { file: rematcher, from: 'moment.now >= earlier.until', to: 'moment.now < 0' }],
  ['consent', { file: asked, from: 'if (purposes.some(', to: 'if (![] && purposes.some(' }],
  ['until', { file: rematcher, from: 'timed && after.until(id) < this.until', to: 'timed && false' }],
  ['until of what is run', { file: rematcher, from: 'Math.min(this.until, lone', to: 'Math.max(this.until, lone' }],
  ['what was', { file: rematcher, from: 'before.begin({ facts, now', to: 'before.begin({ facts: moment.facts, now' }],
  ['direction', { file: rematcher, from: 'is === yes ? asItIs : negated', to: 'is === yes ? negated : asItIs' }],
  ['negation', { file: 'rules/resting-plans.ts', from: 'visit, !isNegated)', to: 'visit, isNegated)' }],
  ['guards', { file: rematcher, from: '& guard) === 0', to: '& guard) !== 0' }],
  ['access', { file: rematcher, from: 'plans.always[segment] === 1', to: 'plans.always[segment] === 0' }],
  ['values', { file: asked, from: '=== b[index]', to: '!== undefined' }],
  ['when it was said', { file: asked, from: "['said', predicate[1]],", to: '' }],
  ['sessions', { file: asked, from: 'return isOfSessions(window)', to: 'return !isOfSessions(window)' }],
  ['zones', { file: asked, from: "'sessions' : 'time_zone'", to: "'sessions' : 'sessions'" }],
  ['percentages', { file: asked, from: 'before.hash !== after.hash', to: 'false' }],
  ['lists', { file: asked, from: "[['lists', '']]", to: '[]' }],
  ['series', { file: 'profile/series.ts', from: 'a.times !== b.times || ', to: '' }],
  ['lone counts', { file: 'rules/lone-predicates.ts', from: 'now - windowMs) >= n', to: 'now - windowMs) > n' }],
  ['lone times', { file: 'rules/lone-predicates.ts', from: '+ windowMs + 1', to: '+ windowMs + 2' }],
  ['lone texts', { file: 'rules/lone-predicates.ts', from: 'foldedOnce(value)', to: 'value' }],
];

it.each(mutations)(
  'a slip in %s is found',
  async (_, mutation) => {
    const mutant = await mutantOf(mutation);
    expect(fc.check(rematchedAsMatched(mutant), { numRuns: 20_000, seed: 1, endOnFailure: true }).failed).toBe(true);
  },
  60_000,
);
