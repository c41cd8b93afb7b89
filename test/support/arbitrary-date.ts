import * as fc from 'fast-check';
import { periodUnits, weekdays } from '../../shared/rules/day.ts';
import type { DateOperator, Operand } from '../../shared/rules/operator-names.ts';
import type { FactValue } from '../../shared/rules/residual-shape.ts';
import type { Duration } from '../../shared/rules/window.ts';

/** Random dates around the changes of clocks, leap days and ends of years, and random tests of them. */

export const arbitraryDuration: fc.Arbitrary<Duration> = fc.oneof(
  fc.record({ amount: fc.integer({ min: 1, max: 90 }), unit: fc.constant('minute' as const) }),
  fc.record({ amount: fc.integer({ min: 1, max: 30 }), unit: fc.constantFrom('hour' as const, 'day' as const) }),
  fc.record({ amount: fc.integer({ min: 1, max: 4 }), unit: fc.constantFrom('week' as const, 'month' as const) }),
);

const day = fc.constantFrom(
  '2026-03-28',
  '2026-03-29',
  '2026-03-30',
  '2026-10-25',
  '2026-11-01',
  '2024-02-29',
  '2026-12-31',
);

type DateTest = { operator: DateOperator; value: Operand };

/** A date operator with what it takes. */
export const arbitraryDateTest: fc.Arbitrary<DateTest> = fc.oneof(
  fc.record<DateTest>({
    operator: fc.constantFrom('on', 'notOn', 'before', 'after', 'onOrAfter', 'onOrBefore'),
    value: day,
  }),
  fc.tuple(day, day).map(([a, b]): DateTest => ({ operator: 'betweenDates', value: a < b ? [a, b] : [b, a] })),
  fc.record<DateTest>({
    operator: fc.constantFrom('exactlyDaysAgo', 'anniversaryInNext'),
    value: fc.integer({ min: 0, max: 9 }),
  }),
  fc.record<DateTest>({ operator: fc.constantFrom('lessThanAgo', 'moreThanAgo', 'inNext'), value: arbitraryDuration }),
  fc
    .tuple(
      fc.integer({ min: 0, max: 3 }),
      fc.integer({ min: 3, max: 9 }),
      fc.constantFrom('hour' as const, 'day' as const),
    )
    .map(([from, to, unit]): DateTest => ({ operator: 'betweenAgo', value: { from, to, unit } })),
  fc.constantFrom(...periodUnits).map((value): DateTest => ({ operator: 'inCurrent', value })),
  fc
    .subarray([...weekdays], { minLength: 1, maxLength: 3 })
    .map((value): DateTest => ({ operator: 'onWeekday', value })),
);

export const arbitraryZone = fc.constantFrom(
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Africa/Casablanca',
  'Pacific/Auckland',
  'UTC',
);

/** Moments of asking: beside changes of clocks, leap days, ends of years. */
export const arbitraryNow: fc.Arbitrary<number> = fc
  .tuple(
    fc.constantFrom(
      '2026-03-29T01:00:00Z',
      '2026-10-25T01:00:00Z',
      '2026-03-08T07:00:00Z',
      '2026-11-01T06:00:00Z',
      '2026-12-31T23:00:00Z',
      '2028-02-29T12:00:00Z',
      '2026-11-02T12:00:00Z',
    ),
    fc.integer({ min: -2 * 86_400_000, max: 2 * 86_400_000 }),
  )
  .map(([base, offsetMs]) => Date.parse(base) + offsetMs);

/** A moment near `now`, a day as text, or what is no date at all. */
export const arbitraryDateFact = (now: number): fc.Arbitrary<FactValue> =>
  fc.oneof(
    fc.integer({ min: -40 * 86_400_000, max: 40 * 86_400_000 }).map((offsetMs) => now + offsetMs),
    fc.integer({ min: -12, max: 12 }).map((days) => new Date(now + days * 86_400_000).toISOString().slice(0, 10)),
    day,
    fc.constantFrom<FactValue>('2026-02-30', 'soon', Number.MAX_VALUE, '1988-02-29', '1988-11-02'),
  );
