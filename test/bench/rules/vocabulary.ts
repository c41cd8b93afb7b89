import { dayMs } from '../../../shared/rules/day.ts';
import type { Window } from '../../../shared/rules/window.ts';

/** 63 attributes (30 texts, 15 numbers, 10 dates, 8 lists) and 48 counters: some tell two kinds of people apart, some hundreds. */

export interface TextAttribute {
  name: string;
  values: readonly string[];
}

export interface NumberAttribute {
  name: string;
  largest: number;
}

export interface Counter {
  /** What peers are given: the number, ready. */
  name: string;
  event: string;
  window: Window;
  /** Null is ever. */
  windowMs: number | null;
}

const domainSizes = [2, 3, 3, 5, 5, 8, 8, 12, 12, 20, 20, 30, 40, 50, 60, 80, 100, 150, 200, 300, 500];
const prefixes = ['north', 'south', 'east', 'west', 'inner', 'outer'];

export const texts: TextAttribute[] = Array.from({ length: 30 }, (_, index) => ({
  name: `text_${index}`,
  values: Array.from(
    { length: domainSizes[index % domainSizes.length] as number },
    (_, place) => `${prefixes[place % prefixes.length]}-${index}-${place}`,
  ),
}));

/** The narrow workload asks these first; each has many values. */
export const wideTexts: TextAttribute[] = texts.slice(0, 8).map(({ name }, index) => ({
  name,
  values: Array.from({ length: 2_000 }, (_, place) => `${prefixes[place % prefixes.length]}-${index}-${place}`),
}));

export const numbers: NumberAttribute[] = Array.from({ length: 15 }, (_, index) => ({
  name: `number_${index}`,
  largest: [10, 50, 100, 1_000, 100_000][index % 5] as number,
}));

/** The moment at which all profiles are asked. */
export const benchNow = Date.UTC(2026, 10, 2, 12);

/** Moments of so many days before it. */
export const datesOfDays = 730;

export const dates = Array.from({ length: 10 }, (_, index) => `date_${index}`);

export const lists: TextAttribute[] = Array.from({ length: 8 }, (_, index) => ({
  name: `list_${index}`,
  values: Array.from({ length: [6, 10, 20, 40][index % 4] as number }, (_, place) => `choice-${index}-${place}`),
}));

const windows: [suffix: string, window: Window, ms: number | null][] = [
  ['ever', { kind: 'ever' }, null],
  ['30d', { kind: 'rolling', amount: 30, unit: 'day' }, 30 * dayMs],
  ['7d', { kind: 'rolling', amount: 7, unit: 'day' }, 7 * dayMs],
];

export const events = Array.from({ length: 16 }, (_, index) => `event_${index}`);

export const counters: Counter[] = events.flatMap((event) =>
  windows.map(([suffix, window, windowMs]) => ({ name: `${event}_${suffix}`, event, window, windowMs })),
);

export const attributeNames = [...texts, ...numbers, ...lists].map(({ name }) => name).concat(dates);
