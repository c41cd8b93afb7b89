import * as fc from 'fast-check';
import type {
  EventCondition,
  EventTimeCondition,
  Occurrence,
  SequenceCondition,
} from '../../shared/rules/event-condition.ts';
import { calendarPeriods, sessionWindows, type Window } from '../../shared/rules/window.ts';
import { arbitraryDateTest, arbitraryDuration } from './arbitrary-date.ts';

/** Random conditions on events over a small vocabulary, so that they meet facts often. */

const filters: fc.Arbitrary<Occurrence['where']> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Occurrence['where']>([]) },
  {
    weight: 1,
    arbitrary: fc.array(
      fc.record({
        property: fc.constant('currency'),
        operator: fc.constantFrom('is' as const, 'isNot' as const),
        value: fc.constant('eur'),
      }),
      { minLength: 1, maxLength: 1 },
    ),
  },
);

const items: fc.Arbitrary<NonNullable<Occurrence['items']>> = fc.record({
  match: fc.constantFrom('any' as const, 'all' as const, 'none' as const),
  where: fc.constantFrom(
    [{ property: 'item_id', operator: 'is' as const, value: 'A' }],
    [{ property: 'price', operator: 'gt' as const, value: 2 }],
  ),
});

/** An event with filters, sometimes on its items. */
const occurrence: fc.Arbitrary<Occurrence> = fc
  .record({
    event: fc.constantFrom('page_view', 'purchase', 'add_to_cart'),
    where: filters,
    items: fc.option(items, { nil: undefined, freq: 5 }),
  })
  .map(({ items: test, ...rest }) => (test ? { ...rest, items: test } : rest));

const days = fc.constantFrom('2025-11-02', '2026-03-28', '2026-03-29', '2026-10-25', '2026-11-01', '2026-11-02');

const plainWindow: fc.Arbitrary<Window> = fc.oneof(
  fc.constant<Window>({ kind: 'ever' }),
  arbitraryDuration.map((duration): Window => ({ kind: 'rolling', ...duration })),
  fc.constantFrom(...calendarPeriods).map((period): Window => ({ kind: 'calendar', period })),
  fc.tuple(days, days).map(([a, b]): Window => ({ kind: 'between', from: a < b ? a : b, to: a < b ? b : a })),
  days.map((from): Window => ({ kind: 'since', from })),
);

const window: fc.Arbitrary<Window> = fc.oneof(
  { weight: 4, arbitrary: plainWindow },
  { weight: 1, arbitrary: fc.constantFrom(...sessionWindows).map((which): Window => ({ kind: 'session', which })) },
);

const over = fc.constantFrom<{ property: string; over?: 'items' }>(
  { property: 'value' },
  { property: 'price', over: 'items' },
  { property: 'item_id', over: 'items' },
  { property: 'currency' },
);

const aggregate: fc.Arbitrary<EventCondition['aggregate']> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<EventCondition['aggregate']>({ kind: 'count' }) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('sum' as const, 'average' as const, 'minimum' as const, 'maximum' as const), over)
      .map(([kind, property]) => ({ kind, ...property })),
  },
  { weight: 1, arbitrary: over.map((property) => ({ kind: 'distinctCount' as const, ...property })) },
);

export const arbitraryEventCondition: fc.Arbitrary<EventCondition> = fc
  .tuple(
    occurrence,
    window,
    aggregate,
    fc.constantFrom('eq' as const, 'ne' as const, 'lt' as const, 'lte' as const, 'gt' as const, 'gte' as const),
    fc.integer({ min: -1, max: 4 }),
  )
  .map(([what, within, how, operator, value]) => ({
    kind: 'event',
    ...what,
    window: within,
    aggregate: how,
    operator,
    value,
  }));

export const arbitraryEventTime: fc.Arbitrary<EventTimeCondition> = fc
  .tuple(occurrence, window, fc.constantFrom('first' as const, 'last' as const), arbitraryDateTest)
  .map(([what, within, which, test]) => ({ kind: 'eventTime', ...what, window: within, which, ...test }));

export const arbitrarySequence: fc.Arbitrary<SequenceCondition> = fc
  .tuple(
    fc.array(occurrence, { minLength: 2, maxLength: 3 }),
    arbitraryDuration,
    fc.option(
      fc.constantFrom<NonNullable<SequenceCondition['same']>>(
        { property: 'item_id', over: 'items' },
        { property: 'currency' },
      ),
      { nil: undefined },
    ),
    fc.option(fc.tuple(occurrence, arbitraryDuration), { nil: undefined }),
    plainWindow,
  )
  .map(([steps, within, same, but, where]) => ({
    kind: 'sequence',
    steps: but ? steps.slice(1) : steps,
    within,
    ...(same && { same }),
    ...(but && { butNot: { ...but[0], within: but[1] } }),
    window: where,
  }));
