import * as z from 'zod';

/** Lengths of time and the windows in which occurrences count. */

export const windowUnits = ['minute', 'hour', 'day', 'week', 'month'] as const;
export type WindowUnit = (typeof windowUnits)[number];

/** A rolling day is 24 hours, a rolling month 30 days: arithmetic on milliseconds, blind to calendars. */
export const unitMs = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
  month: 30 * 86_400_000,
} as const satisfies Record<WindowUnit, number>;

const Amount = z.number().int().min(1).max(10_000);

export const Duration = z.strictObject({ amount: Amount, unit: z.enum(windowUnits) });
export type Duration = z.infer<typeof Duration>;

/** From the nearer to the farther end, both included. */
export const DurationRange = z.strictObject({
  from: z.number().int().min(0).max(10_000),
  to: Amount,
  unit: z.enum(windowUnits),
});
export type DurationRange = z.infer<typeof DurationRange>;

export function durationMs({ amount, unit }: Duration): number {
  return amount * unitMs[unit];
}

/** Periods of the calendar in the site's zone. Weeks begin on Monday. */
export const calendarPeriods = [
  'today',
  'yesterday',
  'thisWeek',
  'lastWeek',
  'thisMonth',
  'lastMonth',
  'thisYear',
  'lastYear',
] as const;
export type CalendarPeriod = (typeof calendarPeriods)[number];

export const sessionWindows = ['this', 'last', 'first', 'anyOne'] as const;

/** `YYYY-MM-DD`, a day in the site's zone; whether there is such a day is for `check` to say. */
export const DayText = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** Which occurrences count. `between` includes both of its days, `since` its first. */
export const Window = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ever') }),
  z.strictObject({ kind: z.literal('rolling'), amount: Amount, unit: z.enum(windowUnits) }),
  z.strictObject({ kind: z.literal('calendar'), period: z.enum(calendarPeriods) }),
  z.strictObject({ kind: z.literal('between'), from: DayText, to: DayText }),
  z.strictObject({ kind: z.literal('since'), from: DayText }),
  z.strictObject({ kind: z.literal('session'), which: z.enum(sessionWindows) }),
]);
export type Window = z.infer<typeof Window>;
