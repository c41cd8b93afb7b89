import { countBelow, isAtLeast, momentWidth } from './packed.ts';
import { exactCount, type Folded, foldedHour, hourMs, numbersOf, type Series, timeAt } from './series.ts';

/** Half-open, epoch ms. */
export interface TimeRange {
  from: number;
  to: number;
}

export const everRange: TimeRange = { from: -Infinity, to: Infinity };

/** What a range of a series holds. `sum`, `minimum` and `maximum` are scaled, of measures that read a number. */
export interface Statistics {
  count: number;
  sum: number;
  /** `Infinity`, and `-Infinity` for the maximum, when there is nothing. */
  minimum: number;
  maximum: number;
  /** An edge of the range falls into folded hours: all of them count. */
  approximate: boolean;
}

/** All that lies in the range; folded hours count when any of them does. */
export function statisticsOf(series: Series | undefined, range: TimeRange): Statistics {
  const result: Statistics = { count: 0, sum: 0, minimum: Infinity, maximum: -Infinity, approximate: false };
  if (!series) return result;
  for (const folded of foldedOf(series)) addFolded(result, folded, range);
  const { from, to } = exactIndexes(series, range);
  result.count += to - from;
  if (series.numbers !== undefined) {
    for (const number of numbersOf(series).slice(from, to)) {
      result.sum += number;
      result.minimum = Math.min(result.minimum, number);
      result.maximum = Math.max(result.maximum, number);
    }
  }
  return result;
}

/** How many lie at a moment (epoch ms) or later; folded hours count when any of it does. */
export function countSince(series: Series, from: number): number {
  if (series.rest || series.hours.length > 0) return statisticsOf(series, { from, to: Infinity }).count;
  const count = exactCount(series);
  if (count === 0 || timeAt(series, 0) >= from) return count;
  return timeAt(series, count - 1) < from ? 0 : count - countBelow(series.times, from, momentWidth);
}

/** Of ascending whole numbers, how many are reached by what lies at a moment (epoch ms) or later; folded hours count as in `countSince`. */
export function reachedSince(series: Series, numbers: Float64Array, from: number): number {
  const isExact = !series.rest && series.hours.length === 0;
  const exact = exactCount(series);
  // The latest are few, and most often all that is asked for: no need to find where the window begins.
  const reaches = (number: number) =>
    number <= exact && (from <= 0 || isAtLeast(series.times, exact - number, momentWidth, from));
  const count = isExact ? 0 : countSince(series, from);
  let reached = 0;
  while (reached < numbers.length) {
    const number = numbers[reached] as number;
    if (isExact ? !reaches(number) : number > count) break;
    reached += 1;
  }
  return reached;
}

/** Indexes of the exact occurrences in the range, `to` exclusive. */
export function exactIndexes(series: Series, { from, to }: TimeRange): { from: number; to: number } {
  return {
    from: from <= 0 ? 0 : countBelow(series.times, from, momentWidth),
    to: to === Infinity ? exactCount(series) : countBelow(series.times, to, momentWidth),
  };
}

/**
 * Epoch ms of the `n`-th latest occurrence (1 is the latest); of a folded one, the last ms of its hours. Undefined when there are
 * fewer.
 */
export function nthLatest(series: Series | undefined, n: number): number | undefined {
  if (!series || n < 1) return undefined;
  const exact = exactCount(series);
  if (n <= exact) return timeAt(series, exact - n);
  let left = n - exact;
  for (const [, lastHour, count] of foldedOf(series).reverse()) {
    if (left <= count) return (lastHour + 1) * hourMs - 1;
    left -= count;
  }
  return undefined;
}

/** An occurrence of a range. Of a folded one, `time` is the last ms of its hours that lies in the range. */
export interface FoundOccurrence {
  time: number;
  approximate: boolean;
}

export function firstIn(series: Series | undefined, range: TimeRange): FoundOccurrence | undefined {
  if (!series) return undefined;
  if (series.first !== undefined && series.first >= range.from && series.first < range.to) {
    return { time: series.first, approximate: false };
  }
  const folded = foldedOf(series).find((one) => overlaps(one, range));
  if (folded) return lastMsOf(folded, range);
  const { from, to } = exactIndexes(series, range);
  return from < to ? { time: timeAt(series, from), approximate: false } : undefined;
}

export function lastIn(series: Series | undefined, range: TimeRange): FoundOccurrence | undefined {
  if (!series) return undefined;
  const { from, to } = exactIndexes(series, range);
  if (from < to) return { time: timeAt(series, to - 1), approximate: false };
  const folded = foldedOf(series).findLast((one) => overlaps(one, range));
  return folded && lastMsOf(folded, range);
}

/** Until when (epoch ms, inclusive) the oldest occurrences of the range count as in it, folded hours as a whole. */
export function oldestCounted(series: Series | undefined, range: TimeRange): number | undefined {
  if (!series) return undefined;
  const folded = foldedOf(series).find((one) => overlaps(one, range));
  if (folded) return lastMsOf(folded, range).time;
  return firstIn(series, range)?.time;
}

/** Does any folded hour lie in the range, if only in part? */
export function hasFolded(series: Series | undefined, range: TimeRange): boolean {
  return series !== undefined && foldedOf(series).some((folded) => overlaps(folded, range));
}

function lastMsOf(folded: Folded, { to }: TimeRange): FoundOccurrence {
  return { time: Math.min((folded[1] + 1) * hourMs, to) - 1, approximate: true };
}

/** Oldest first; a copy. */
function foldedOf({ rest, hours }: Series): Folded[] {
  const folded = hours.map(foldedHour);
  return rest ? [rest, ...folded] : folded;
}

function overlaps([first, last]: Folded, { from, to }: TimeRange): boolean {
  return (last + 1) * hourMs > from && first * hourMs < to;
}

function addFolded(result: Statistics, folded: Folded, range: TimeRange): void {
  if (!overlaps(folded, range)) return;
  const [first, last, count, sum = 0, minimum = Infinity, maximum = -Infinity] = folded;
  result.count += count;
  result.sum += sum;
  result.minimum = Math.min(result.minimum, minimum);
  result.maximum = Math.max(result.maximum, maximum);
  if (first * hourMs < range.from || (last + 1) * hourMs > range.to) result.approximate = true;
}
