/**
 * Occurrences of one measure. The latest are kept to the second, older ones fold into whole hours, so that a profile stays
 * small however long it lives. The result does not depend on the order in which occurrences are added.
 */
export interface Series {
  /** Seconds since the epoch, ascending, of the latest `maxExact` occurrences. */
  seconds: number[];
  /** `[hour, count]` since the epoch, ascending, of the older ones. */
  hours: [hour: number, count: number][];
}

export const maxExact = 512;
const secondsPerHour = 3_600;

export function emptySeries(): Series {
  return { seconds: [], hours: [] };
}

/** Adds one occurrence, in place. */
export function addOccurrence(series: Series, second: number): void {
  insertAscending(series.seconds, second);
  if (series.seconds.length <= maxExact) return;
  const hour = Math.floor((series.seconds.shift() as number) / secondsPerHour);
  const at = series.hours.findIndex((entry) => entry[0] >= hour);
  const found = series.hours[at];
  if (found?.[0] === hour) found[1] += 1;
  else series.hours.splice(at < 0 ? series.hours.length : at, 0, [hour, 1]);
}

/** Moves an occurrence that turned out to have happened earlier. Nothing happens when it is not among the exact ones. */
export function moveOccurrence(series: Series, from: number, to: number): void {
  const at = series.seconds.indexOf(from);
  if (at < 0) return;
  series.seconds.splice(at, 1);
  insertAscending(series.seconds, to);
}

/**
 * How many occurrences lie at or after `from` (epoch ms). An hour counts when any of it does, so an edge inside a folded
 * hour may count too many.
 */
export function countSince(series: Series | undefined, from: number): number {
  if (!series) return 0;
  const exact = series.seconds.length - firstAtOrAfter(series.seconds, from / 1_000);
  if (exact < series.seconds.length) return exact;
  let folded = 0;
  for (const [hour, count] of series.hours) if ((hour + 1) * secondsPerHour * 1_000 > from) folded += count;
  return exact + folded;
}

/**
 * Second of the `n`-th latest occurrence (1 is the latest); of a folded one, the last second of its hour. Undefined when
 * there are fewer.
 */
export function nthLatest(series: Series | undefined, n: number): number | undefined {
  if (!series || n < 1) return undefined;
  if (n <= series.seconds.length) return series.seconds[series.seconds.length - n];
  let left = n - series.seconds.length;
  for (let index = series.hours.length - 1; index >= 0; index -= 1) {
    const [hour, count] = series.hours[index] as [number, number];
    if (left <= count) return (hour + 1) * secondsPerHour - 1;
    left -= count;
  }
  return undefined;
}

function insertAscending(sorted: number[], value: number): void {
  if (value >= (sorted.at(-1) ?? -Infinity)) sorted.push(value);
  else sorted.splice(firstAtOrAfter(sorted, value), 0, value);
}

function firstAtOrAfter(sorted: number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
