import * as fc from 'fast-check';
import type { Condition, Rule } from '../../shared/rules/rule.ts';
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
    attribute: fc.constantFrom('country', 'interests', 'sessions'),
    operator: fc.constantFrom('isKnown', 'isUnknown'),
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

const event: fc.Arbitrary<Condition> = fc.record({
  kind: fc.constant('event' as const),
  event: fc.constantFrom('page_view', 'purchase'),
  where: fc.oneof(
    fc.constant([]),
    fc.array(
      fc.record({
        property: fc.constant('currency'),
        operator: fc.constantFrom('is' as const, 'isNot' as const),
        value: fc.constant('eur'),
      }),
      { minLength: 1, maxLength: 1 },
    ),
  ),
  window: fc.oneof(
    fc.constant({ kind: 'ever' as const }),
    fc.record({
      kind: fc.constant('rolling' as const),
      amount: fc.integer({ min: 1, max: 3 }),
      unit: fc.constant('minute' as const),
    }),
  ),
  aggregate: fc.constant({ kind: 'count' as const }),
  operator: fc.constantFrom('eq', 'ne', 'lt', 'lte', 'gt', 'gte'),
  value: fc.integer({ min: -1, max: 3 }),
});

export const arbitraryRule: fc.Arbitrary<Rule> = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'rule', withCrossShrink: true },
    attribute as fc.Arbitrary<Rule>,
    live as fc.Arbitrary<Rule>,
    event as fc.Arbitrary<Rule>,
    fc.record({
      kind: fc.constantFrom('all' as const, 'any' as const),
      rules: fc.array(tie('rule'), { maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not' as const), rule: tie('rule') }),
  ),
})).rule;

const arbitraryEvent = (secondsAgo: fc.Arbitrary<number>): fc.Arbitrary<CaseEvent> =>
  fc.tuple(
    fc.constantFrom('page_view', 'purchase'),
    secondsAgo,
    fc.constantFrom({}, { currency: 'EUR' }, { currency: 'PLN' }, { currency: 3 }),
  );

/** Facts of a visitor: what is stored, what the page knows, and what happened since the reply. */
export const arbitraryFacts = fc.record({
  attributes: fc.dictionary(
    fc.constantFrom('country', 'city', 'sessions', 'birth_year', 'interests'),
    fc.oneof(someWord, small, fc.array(word, { maxLength: 2 })),
    { noNullPrototype: true },
  ),
  events: fc.array(arbitraryEvent(fc.integer({ min: 0, max: 200 })), { maxLength: 4 }),
  live: fc.dictionary(fc.constantFrom('cart.totalMinor', 'cart.quantity', 'page.path'), fc.oneof(someWord, small), {
    noNullPrototype: true,
  }),
  since: fc.array(arbitraryEvent(fc.constant(0)), { maxLength: 3 }),
});
