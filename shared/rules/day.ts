/**
 * Days of the calendar as whole numbers: days since 1970-01-01, Gregorian, without any zone. Which moments a day holds in a
 * zone is for `calendar.ts` to say.
 */
export type Day = number;

export const dayMs = 86_400_000;

/** Monday first, as ISO 8601 counts. */
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

export const periodUnits = ['day', 'week', 'month', 'year'] as const;
export type PeriodUnit = (typeof periodUnits)[number];

/** `YYYY-MM-DD` as a day; undefined for another text and for a day that does not exist, as 2026-02-30. */
export function parseDay(text: string): Day | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const ms = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text) return undefined;
  return ms / dayMs;
}

/** The day of year, month (1 to 12) and day of month; a day of month beyond the month's end runs on. */
export function dayOfDate(year: number, month: number, dayOfMonth: number): Day {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, dayOfMonth);
  return date.getTime() / dayMs;
}

export function dateOfDay(day: Day): { year: number; month: number; dayOfMonth: number } {
  const date = new Date(day * dayMs);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, dayOfMonth: date.getUTCDate() };
}

export function weekdayOf(day: Day): Weekday {
  // 1970-01-01 was a Thursday.
  return weekdays[(((day + 3) % 7) + 7) % 7] as Weekday;
}

/** First day of the period that holds the day, and of the one `offset` periods later. */
export function startOfPeriod(day: Day, unit: PeriodUnit, offset = 0): Day {
  const { year, month } = dateOfDay(day);
  switch (unit) {
    case 'day':
      return day + offset;
    case 'week':
      return day - weekdays.indexOf(weekdayOf(day)) + offset * 7;
    case 'month':
      return dayOfDate(year, month + offset, 1);
    case 'year':
      return dayOfDate(year + offset, 1, 1);
  }
}

/** The anniversary of a day in a year; of 29 February it is 28 February in common years. */
export function anniversaryIn(year: number, of: Day): Day {
  const { month, dayOfMonth } = dateOfDay(of);
  const isLeap = dateOfDay(dayOfDate(year, 2, 29)).month === 2;
  return dayOfDate(year, month, month === 2 && dayOfMonth === 29 && !isLeap ? 28 : dayOfMonth);
}
