import { countBelow, hashWidth, insertedAt, momentWidth, pack, removedAt, unpackAt } from './packed.ts';

/**
 * Occurrences of one measure. The latest are kept to the millisecond, older ones fold into whole hours, the oldest into one
 * rest, so that a profile stays small however long it lives. The result does not depend on the order in which
 * occurrences are added. Reading is in `series-statistics.ts`.
 */
export interface Series {
  /** Epoch ms, ascending, packed (`packed.ts`), of the latest `maxExact` occurrences. */
  times: string;
  /** Beside each time its number, scaled (`propertyScale`), in base 36, joined by commas: where the measure reads a number. */
  numbers?: string;
  /** Beside each time the hash of its text, packed: where the measure reads a text. */
  hashes?: string;
  /** Older occurrences by the hour, ascending; the latest `maxHours` hours that have any. Texts are not kept that long. */
  hours: FoldedHour[];
  /** All that is older still. */
  rest?: Folded;
  /** Epoch ms of the very first occurrence, once some are folded. */
  first?: number;
}

/** `[first hour, last hour, count, sum, minimum, maximum]`: hours since the epoch; the last three where the measure reads a number. */
export type Folded = [from: number, to: number, count: number, sum?: number, minimum?: number, maximum?: number];

/** `[hour, count, sum, minimum, maximum]`; the extremes of a single occurrence are its sum. */
export type FoldedHour = [hour: number, count: number, sum?: number, minimum?: number, maximum?: number];

export const maxExact = 512;
/** With these, ten full series leave a profile under 64 KB. */
export const maxHours = 72;
export const hourMs = 3_600_000;

/** Numbers of properties are kept in thousandths, so that adding them in any order gives the same sum. */
export const propertyScale = 1_000;

/** What a measure reads of an occurrence beside its time. */
export type SeriesKind = 'times' | 'number' | 'text';

export function emptySeries(kind: SeriesKind = 'times'): Series {
  return {
    times: '',
    ...(kind === 'number' && { numbers: '' }),
    ...(kind === 'text' && { hashes: '' }),
    hours: [],
  };
}

/** Is it a series of this form? One of an earlier form counts as none until its measure is published anew, under another id. */
export function isSeries(series: Series | undefined): series is Series {
  return typeof series?.times === 'string';
}

/** One occurrence: epoch ms, and the scaled number or the hash that its series keeps, 0 where it keeps none. */
export interface SeriesEntry {
  time: number;
  value: number;
}

/** Adds one occurrence, in place. */
export function addOccurrence(series: Series, { time, value }: SeriesEntry): void {
  let index = countBelow(series.times, time + 1, momentWidth);
  // Of one millisecond, the smaller value stands first: the order of adding must not show.
  while (index > 0 && timeAt(series, index - 1) === time && valueAt(series, index - 1) > value) index -= 1;
  insertValue(series, index, value);
  series.times = insertedAt(series.times, index, pack(time, momentWidth));
  if (exactCount(series) > maxExact) foldOldest(series);
}

/** Adds every occurrence of another series of the same measure, in place: as if one series had kept them all. */
export function addSeries(series: Series, other: Series): void {
  const first = Math.min(series.first ?? Infinity, other.first ?? Infinity);
  if (Number.isFinite(first)) series.first = first;
  for (const hour of other.hours) foldHour(series, hour);
  if (other.rest) series.rest = joined(series.rest, other.rest);
  for (let index = 0; index < exactCount(other); index += 1) {
    addOccurrence(series, { time: timeAt(other, index), value: valueAt(other, index) });
  }
}

/** Takes back one occurrence, in place. Nothing happens when it is not among the exact ones. */
export function removeOccurrence(series: Series, { time, value }: SeriesEntry): void {
  const from = countBelow(series.times, time, momentWidth);
  for (let index = from; index < exactCount(series) && timeAt(series, index) === time; index += 1) {
    if (valueAt(series, index) !== value) continue;
    removeAt(series, index);
    return;
  }
}

/** A copy that stays as it is while the series goes on. */
export function keptSeries(series: Series): Series {
  // Hours and the rest are replaced when they change.
  return { ...series, hours: [...series.hours] };
}

/** Have two stages of one series the same occurrences? Of equal ones that were read apart it may say no. */
export function isSameSeries(a: Series | undefined, b: Series | undefined): boolean {
  if (a === b) return true;
  if (!a || !b || !isSeries(a) || !isSeries(b)) return false;
  if (a.times !== b.times || a.numbers !== b.numbers || a.hashes !== b.hashes) return false;
  if (a.rest !== b.rest || a.first !== b.first || a.hours.length !== b.hours.length) return false;
  return a.hours.every((hour, index) => hour === b.hours[index]);
}

export function exactCount(series: Series): number {
  return series.times.length / momentWidth;
}

export function timeAt(series: Series, index: number): number {
  return unpackAt(series.times, index, momentWidth);
}

/** The scaled number or the hash of an exact occurrence; 0 where the series keeps none. */
export function valueAt(series: Series, index: number): number {
  if (series.hashes !== undefined) return unpackAt(series.hashes, index, hashWidth);
  return series.numbers === undefined ? 0 : (numbersOf(series)[index] ?? 0);
}

/** Scaled numbers of the exact occurrences. */
export function numbersOf({ numbers = '' }: Series): number[] {
  return numbers === '' ? [] : numbers.split(',').map((text) => Number.parseInt(text, 36));
}

function insertValue(series: Series, index: number, value: number): void {
  if (series.hashes !== undefined) series.hashes = insertedAt(series.hashes, index, pack(value, hashWidth));
  if (series.numbers === undefined) return;
  const text = value.toString(36);
  if (series.numbers === '') series.numbers = text;
  else if (index === exactCount(series)) series.numbers += `,${text}`;
  else series.numbers = series.numbers.split(',').toSpliced(index, 0, text).join();
}

function removeAt(series: Series, index: number): void {
  series.times = removedAt(series.times, index, momentWidth);
  if (series.hashes !== undefined) series.hashes = removedAt(series.hashes, index, hashWidth);
  if (series.numbers === undefined) return;
  // The oldest leaves most often, and needs no reading of the others.
  const comma = series.numbers.indexOf(',');
  if (index === 0) series.numbers = comma < 0 ? '' : series.numbers.slice(comma + 1);
  else series.numbers = series.numbers.split(',').toSpliced(index, 1).join();
}

function foldOldest(series: Series): void {
  const time = timeAt(series, 0);
  const number = series.numbers === undefined ? undefined : Number.parseInt(series.numbers, 36);
  removeAt(series, 0);
  series.first = Math.min(series.first ?? time, time);
  const hour = Math.floor(time / hourMs);
  foldHour(series, number === undefined ? [hour, 1] : [hour, 1, number]);
}

function foldHour(series: Series, one: FoldedHour): void {
  const [hour] = one;
  const oldest = series.hours[0];
  const isOld = series.hours.length === maxHours && oldest !== undefined && hour < oldest[0];
  if (series.hashes !== undefined || isOld) {
    series.rest = joined(series.rest, foldedHour(one));
    return;
  }
  const at = series.hours.findLastIndex((known) => known[0] <= hour);
  const known = series.hours[at];
  if (known?.[0] === hour) {
    const [, , count, ...numbers] = joined(foldedHour(known), foldedHour(one));
    series.hours[at] = [hour, count, ...numbers];
  } else {
    series.hours.splice(at + 1, 0, one);
  }
  if (series.hours.length > maxHours) series.rest = joined(series.rest, foldedHour(series.hours.shift() as FoldedHour));
}

/** An hour in the form of the rest. */
export function foldedHour([hour, count, sum, minimum = sum, maximum = sum]: FoldedHour): Folded {
  const span: Folded = [hour, hour, count];
  if (sum !== undefined) span.push(sum, minimum as number, maximum as number);
  return span;
}

function joined(a: Folded | undefined, b: Folded): Folded {
  if (!a) return b;
  const folded: Folded = [Math.min(a[0], b[0]), Math.max(a[1], b[1]), a[2] + b[2]];
  if (a[3] !== undefined && b[3] !== undefined) {
    folded.push(a[3] + b[3], Math.min(a[4] as number, b[4] as number), Math.max(a[5] as number, b[5] as number));
  }
  return folded;
}
