import { type Facts, factsOf } from '../../../shared/profile/facts-of.ts';
import type { Measure } from '../../../shared/profile/measure.ts';
import { addOccurrence, emptySeries } from '../../../shared/profile/series.ts';
import { emptySnapshot, type StoredAttribute } from '../../../shared/profile/snapshot.ts';
import { dayMs } from '../../../shared/rules/day.ts';
import type { Random } from './random.ts';
import {
  benchNow,
  counters,
  dates,
  datesOfDays,
  events,
  lists,
  numbers,
  type TextAttribute,
  texts,
} from './vocabulary.ts';

export interface BenchProfile {
  /** As a stored snapshot gives them: occurrences are packed series, to be counted. */
  facts: Facts;
  /** What a peer is given: attributes, and counters that somebody has counted already. */
  flat: Record<string, string | number | string[]>;
}

/** People of whom seven attributes in ten are known, with none to forty occurrences of each event in the last ninety days. */
export function generateProfiles(
  random: Random,
  { count, measures, wide = [] }: { count: number; measures: readonly Measure[]; wide?: readonly TextAttribute[] },
): BenchProfile[] {
  return Array.from({ length: count }, () => {
    const flat = attributesOf(random, [...wide, ...texts.slice(wide.length)]);
    const times = new Map(events.map((event) => [event, timesOf(random)]));
    const facts = storedAs(flat, times, measures);
    for (const { name, event, windowMs } of counters) {
      const since = windowMs === null ? -Infinity : benchNow - windowMs;
      flat[name] = (times.get(event) ?? []).filter((time) => time >= since).length;
    }
    return { facts, flat };
  });
}

type Flat = BenchProfile['flat'];

function attributesOf(random: Random, known: readonly TextAttribute[]): Flat {
  const all: [name: string, value: () => Flat[string]][] = [
    ...known.map(({ name, values }): (typeof all)[number] => [name, () => random.pick(values)]),
    ...numbers.map(({ name, largest }): (typeof all)[number] => [name, () => random.integer(0, largest)]),
    ...dates.map((name): (typeof all)[number] => [name, () => benchNow - random.integer(1, datesOfDays * dayMs)]),
    ...lists.map(({ name, values }): (typeof all)[number] => [name, () => random.sample(values, random.integer(1, 4))]),
  ];
  return Object.fromEntries(all.flatMap(([name, value]) => (random.chance(0.7) ? [[name, value()]] : [])));
}

/** As the store gives them: made by the reducer's series, through JSON. */
function storedAs(flat: Flat, times: ReadonlyMap<string, number[]>, measures: readonly Measure[]): Facts {
  const snapshot = emptySnapshot();
  snapshot.attributes = Object.fromEntries(
    Object.entries(flat).map(([name, value]): [string, StoredAttribute] => [name, { value, at: [0, '', 0, 0] }]),
  );
  for (const { id, event } of measures) {
    const series = emptySeries();
    for (const time of times.get(event) ?? []) addOccurrence(series, { time, value: 0 });
    snapshot.series[id] = series;
  }
  return factsOf(JSON.parse(JSON.stringify(snapshot)), { mode: 'off', state: {}, gpc: false });
}

/** Most events are rare, some are frequent. */
function timesOf(random: Random): number[] {
  const count = random.chance(0.4) ? 0 : Math.floor(40 * random.next() ** 2);
  return Array.from({ length: count }, () => benchNow - Math.floor(random.next() ** 2 * 90 * dayMs));
}
