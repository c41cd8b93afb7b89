import type { PeriodUnit, Weekday } from './day.ts';
import type { WindowUnit } from './window.ts';

/** Words about dates and lengths of time. */
export const dateWords = {
  /** A rolling month is 30 days, and is called that. */
  length: (amount: number, unit: WindowUnit): string => {
    if (unit === 'month') return `${amount * 30} days`;
    return amount === 1 ? `1 ${unit}` : `${amount} ${unit}s`;
  },
  /** After "last" and "next" one of a kind needs no number. */
  span: (amount: number, unit: WindowUnit): string =>
    amount === 1 && unit !== 'month' ? unit : dateWords.length(amount, unit),
  on: (day: string) => `is on ${day}`,
  notOn: (day: string) => `is not on ${day}`,
  before: (day: string) => `is before ${day}`,
  after: (day: string) => `is after ${day}`,
  onOrAfter: (day: string) => `is on or after ${day}`,
  onOrBefore: (day: string) => `is on or before ${day}`,
  betweenDates: (from: string, to: string) => `is from ${from} to ${to}`,
  exactlyDaysAgo: (days: number) =>
    days === 0 ? 'is today' : days === 1 ? 'was exactly 1 day ago' : `was exactly ${days} days ago`,
  lessThanAgo: (length: string) => `was less than ${length} ago`,
  moreThanAgo: (length: string) => `was more than ${length} ago`,
  betweenAgo: (from: string, to: string) => `was between ${from} and ${to} ago`,
  inNext: (length: string) => `is in the next ${length}`,
  inCurrent: { day: 'is today', week: 'is this week', month: 'is this month', year: 'is this year' } satisfies Record<
    PeriodUnit,
    string
  >,
  anniversaryInNext: (days: number) =>
    days === 0 ? 'has its anniversary today' : `has its anniversary in the next ${days === 1 ? 'day' : `${days} days`}`,
  onWeekday: (days: string) => `is on a ${days}`,
  weekdays: {
    monday: 'Monday',
    tuesday: 'Tuesday',
    wednesday: 'Wednesday',
    thursday: 'Thursday',
    friday: 'Friday',
    saturday: 'Saturday',
    sunday: 'Sunday',
  } satisfies Record<Weekday, string>,
  or: ' or ',
  updatedWithin: (length: string) => `was updated in the last ${length}`,
  notUpdatedWithin: (length: string) => `was not updated in the last ${length}`,
  zone: (name: string) => ` (${name} time)`,
};
