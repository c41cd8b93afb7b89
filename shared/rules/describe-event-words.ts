import type { Aggregate, itemMatches } from './event-condition.ts';
import type { CalendarPeriod, sessionWindows } from './window.ts';

/** Words about what visitors did. */
export const eventWords = {
  calendar: {
    today: ' today',
    yesterday: ' yesterday',
    thisWeek: ' this week',
    lastWeek: ' last week',
    thisMonth: ' this month',
    lastMonth: ' last month',
    thisYear: ' this year',
    lastYear: ' last year',
  } satisfies Record<CalendarPeriod, string>,
  between: (from: string, to: string) => ` from ${from} to ${to}`,
  since: (from: string) => ` since ${from}`,
  session: {
    this: ' in this session',
    last: ' in the last session',
    first: ' in the first session',
    anyOne: ' in some one session',
  } satisfies Record<(typeof sessionWindows)[number], string>,
  items: {
    any: ' with an item whose ',
    all: ' with only items whose ',
    none: ' with no item whose ',
  } satisfies Record<(typeof itemMatches)[number], string>,
  aggregates: {
    sum: 'the sum of',
    average: 'the average of',
    minimum: 'the smallest',
    maximum: 'the largest',
    distinctCount: 'the number of different values of',
  } satisfies Record<Exclude<Aggregate['kind'], 'count'>, string>,
  of: (aggregate: string, property: string, event: string) => `${aggregate} ${property} of ${event}`,
  ofItems: (aggregate: string, property: string, event: string) =>
    `${aggregate} ${property} over the items of ${event}`,
  first: (event: string) => `the first ${event}`,
  last: (event: string) => `the last ${event}`,
  hasDone: 'has done',
  next: ', then ',
  within: (length: string) => ` within ${length}`,
  same: (property: string) => `, each with the same ${property}`,
  butNot: (event: string, length: string) => `, and then no ${event} within ${length}`,
};
