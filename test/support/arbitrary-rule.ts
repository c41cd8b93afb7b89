import * as fc from 'fast-check';
import type { Condition, Rule } from '../../shared/rules/rule.ts';
import {
  arbitraryDateFact,
  arbitraryDateTest,
  arbitraryDuration,
  arbitraryNow,
  arbitraryZone,
} from './arbitrary-date.ts';
import { arbitraryEventCondition, arbitraryEventTime, arbitrarySequence } from './arbitrary-event.ts';
import type { NaiveFacts } from './naive-rule.ts';
import type { CaseEvent } from './rule-facts.ts';

/** Random rules over a small vocabulary, so that conditions meet facts often. */

const word = fc.constantFrom('pl', 'DE', 'tea', '/sale', 'Ö', '');
const someWord = fc.constantFrom('pl', 'DE', 'tea', '/sale', 'Ö');
const small = fc.integer({ min: -1, max: 5 });

const attribute: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    kind: fc.constant('attribute' as const),
    attribute: fc.constantFrom('country', 'city'),
    operator: fc.constantFrom('is', 'isNot', 'contains', 'notContains', 'startsWith', 'notEndsWith'),
    value: someWord,
  }),
  fc.record({
    kind: fc.constant('attribute' as const),
    attribute: fc.constantFrom('sessions', 'birth_year'),
    operator: fc.constantFrom('eq', 'ne', 'lt', 'lte', 'gt', 'gte'),
    value: small,
  }),
  fc.record({
    kind: fc.constant('attribute' as const),
    attribute: fc.constant('interests'),
    operator: fc.constantFrom('anyOf', 'allOf', 'noneOf'),
    value: fc.array(someWord, { minLength: 1, maxLength: 2 }),
  }),
  fc.record({
    kind: fc.constant('attribute' as const),
    attribute: fc.constantFrom('country', 'interests', 'sessions', 'last_order'),
    operator: fc.constantFrom('isKnown', 'isUnknown'),
  }),
  fc
    .tuple(fc.constantFrom('last_order', 'contract_end'), arbitraryDateTest)
    .map(([name, test]) => ({ kind: 'attribute' as const, attribute: name, ...test })),
  fc.record({
    kind: fc.constant('attribute' as const),
    attribute: fc.constantFrom('country', 'interests'),
    operator: fc.constantFrom('updatedWithin' as const, 'notUpdatedWithin' as const),
    value: arbitraryDuration,
  }),
);

const live: fc.Arbitrary<Condition> = fc.oneof(
  fc
    .record({
      kind: fc.constant('cart' as const),
      property: fc.constantFrom('totalMinor', 'quantity'),
      operator: fc.constantFrom('gt', 'lte', 'between', 'notBetween'),
      value: fc.constant([1, 3] as [number, number]),
    })
    .map((condition) =>
      condition.operator === 'between' || condition.operator === 'notBetween' ? condition : { ...condition, value: 2 },
    ),
  fc.record({
    kind: fc.constant('page' as const),
    property: fc.constant('path'),
    operator: fc.constantFrom('is', 'isNot', 'startsWith'),
    value: someWord,
  }),
);

const visit: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    kind: fc.constant('page' as const),
    property: fc.constant('visitor' as const),
    operator: fc.constantFrom('is' as const, 'isNot' as const),
    value: fc.constantFrom('new', 'returning'),
  }),
  fc
    .tuple(fc.integer({ min: 0, max: 1_439 }), fc.integer({ min: 0, max: 600 }), fc.boolean())
    .map(([from, length, not]) => ({
      kind: 'page' as const,
      property: 'localTimeMinutes' as const,
      operator: not ? ('notBetween' as const) : ('between' as const),
      value: [from, from + length] as [number, number],
    })),
  fc.record({
    kind: fc.constant('page' as const),
    property: fc.constant('localWeekday' as const),
    operator: fc.constantFrom('in' as const, 'notIn' as const),
    value: fc.constantFrom<string[]>(['monday'], ['saturday', 'sunday']),
  }),
  fc.record({
    kind: fc.constant('bucket' as const),
    salt: fc.constantFrom('a', 'b'),
    operator: fc.constantFrom('in' as const, 'notIn' as const),
    percent: fc.constantFrom(0, 10, 50, 100),
  }),
);

const onList = fc.record({
  kind: fc.constant('list' as const),
  list: fc.constantFrom(1, 2),
  operator: fc.constantFrom('in' as const, 'notIn' as const),
});

/** Any rule; only names segments where `arbitrarySegments` are at hand. */
export const arbitraryRule: fc.Arbitrary<Rule> = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'rule', withCrossShrink: true },
    attribute as fc.Arbitrary<Rule>,
    live as fc.Arbitrary<Rule>,
    onList as fc.Arbitrary<Rule>,
    visit as fc.Arbitrary<Rule>,
    arbitraryEventCondition as fc.Arbitrary<Rule>,
    arbitraryEventTime as fc.Arbitrary<Rule>,
    arbitrarySequence as fc.Arbitrary<Rule>,
    fc.record({
      kind: fc.constantFrom('all' as const, 'any' as const),
      rules: fc.array(tie('rule'), { maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not' as const), rule: tie('rule') }),
  ),
})).rule;

const item = fc.record(
  { item_id: fc.constantFrom('A', 'b', 7), price: fc.constantFrom(1, 2.5, 3) },
  { requiredKeys: [] },
);

const properties: fc.Arbitrary<CaseEvent[2]> = fc.oneof(
  fc.constantFrom({}, { currency: 'EUR' }, { currency: 'PLN', value: 1.005 }, { currency: 3, value: 'x' }),
  fc.record({ items: fc.array(item as fc.Arbitrary<Record<string, string | number>>, { maxLength: 2 }) }),
  fc.record({ value: fc.constantFrom(0.1, 0.2, 2, -1), currency: fc.constant('eur') }),
);

const arbitraryEvent = (secondsAgo: fc.Arbitrary<number>): fc.Arbitrary<CaseEvent> =>
  fc.tuple(fc.constantFrom('page_view', 'purchase', 'add_to_cart', 'session_start'), secondsAgo, properties);

const secondsAgo = fc.oneof(
  fc.integer({ min: 0, max: 5_400_000 }).map((ms) => ms / 1_000),
  fc.integer({ min: 0, max: 40 * 86_400 }),
  fc.integer({ min: 0, max: 400 * 86_400 }),
);

/** Who is asked about, where and when. */
export interface Question {
  facts: NaiveFacts & { live: NonNullable<NaiveFacts['live']>; events: CaseEvent[]; since: CaseEvent[] };
  now: number;
  zone: string;
}

/** Facts of a visitor: what is stored, what the page knows, and what happened since the reply. */
export const arbitraryQuestion: fc.Arbitrary<Question> = fc.tuple(arbitraryNow, arbitraryZone).chain(([now, zone]) =>
  fc.record({
    now: fc.constant(now),
    zone: fc.constant(zone),
    facts: fc.record({
      attributes: fc
        .tuple(
          fc.dictionary(
            fc.constantFrom('country', 'city', 'sessions', 'birth_year', 'interests'),
            fc.oneof(someWord, small, fc.array(word, { maxLength: 2 })),
            { noNullPrototype: true },
          ),
          fc.dictionary(fc.constantFrom('last_order', 'contract_end'), arbitraryDateFact(now), {
            noNullPrototype: true,
          }),
          fc.constantFrom<Record<string, string>>({}, { time_zone: 'America/New_York' }),
        )
        .map(([plain, dates, own]) => ({ ...plain, ...dates, ...own })),
      saidAt: fc.dictionary(
        fc.constantFrom('country', 'interests'),
        fc.integer({ min: 0, max: 30 * 86_400_000 }).map((ms) => new Date(now - ms).toISOString()),
        { noNullPrototype: true },
      ),
      visitor: fc.constantFrom('visitor one', 'visitor two'),
      lists: fc.constantFrom([], [1], [2], [1, 2]),
      events: fc.array(arbitraryEvent(secondsAgo), { maxLength: 8 }),
      live: fc.dictionary(fc.constantFrom('cart.totalMinor', 'cart.quantity', 'page.path'), fc.oneof(someWord, small), {
        noNullPrototype: true,
      }),
      since: fc.array(arbitraryEvent(fc.constant(0)), { maxLength: 3 }),
    }),
  }),
);
