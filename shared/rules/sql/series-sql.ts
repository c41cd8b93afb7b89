import { timeDigits } from '../../profile/fact-row.ts';
import { propertyScale } from '../../profile/series.ts';
import type { TimeRange } from '../../profile/series-statistics.ts';
import type { ComputedAggregate } from '../program.ts';

/**
 * Occurrences as `factRow` writes them, latest first: `[time,time]`, or `{"time":value}` where values are kept. NULL is none. Times
 * have all the same number of digits, so that the nth latest is found by its place.
 */

/** Times are whole ms: `from ≤ t < to`, as texts of digits; `'0'` comes before all of them, `':'` after. */
function digits(time: number): string {
  if (!(time > 0)) return "'0'";
  const text = time === Infinity ? ':' : String(Math.ceil(time)).padStart(timeDigits, '0');
  return text.length > timeDigits ? "':'" : `'${text}'`;
}

/** The `n`-th latest time, as text; empty when there are fewer. Of a list without values. */
export function nthLatestTime(column: string, n: number): string {
  return `substr(${column}, ${(n - 1) * (timeDigits + 1) + 2}, ${timeDigits})`;
}

/** Are there at least `n` (1 or more) in the range? */
export function countSql(column: string, n: number, range: TimeRange): string {
  const since = `${nthLatestTime(column, n)} >= ${digits(range.from)}`;
  if (range.to === Infinity) return `ifnull(${since}, 0)`;
  const counted = `(SELECT count(*) FROM json_each(${column}) WHERE ${inRange('value', range)}) >= ${n}`;
  return `CASE WHEN ${column} IS NULL OR NOT ${since} THEN 0 WHEN ${nthLatestTime(column, 1)} < ${digits(range.to)} THEN 1 ELSE ${counted} END`;
}

/** Epoch ms of the first or last in the range; NULL when there is none. */
export function timeSql(column: string, which: 'first' | 'last', range: TimeRange): string {
  if (which === 'last' && range.to === Infinity) {
    const last = nthLatestTime(column, 1);
    return `CASE WHEN ${last} >= ${digits(range.from)} THEN CAST(${last} AS INTEGER) END`;
  }
  const extreme = which === 'first' ? 'min' : 'max';
  return `(SELECT ${extreme}(value) FROM json_each(${column}) WHERE ${inRange('value', range)})`;
}

const folded = {
  sum: `ifnull(sum(value), 0) / ${propertyScale}.0`,
  average: `sum(value) / ${propertyScale}.0 / count(*)`,
  minimum: `min(value) / ${propertyScale}.0`,
  maximum: `max(value) / ${propertyScale}.0`,
  distinctCount: 'count(DISTINCT value)',
} satisfies Record<ComputedAggregate, string>;

/** The aggregate over the values of the range, in the property's own unit; NULL when there is nothing to average or to compare. */
export function aggregateSql(column: string, aggregate: ComputedAggregate, range: TimeRange): string {
  const ofNothing = aggregate === 'sum' || aggregate === 'distinctCount' ? '0' : 'NULL';
  const latest = `substr(${column}, 3, ${timeDigits})`;
  const computed = `(SELECT ${folded[aggregate]} FROM json_each(${column}) WHERE key >= ${digits(range.from)} AND key < ${digits(range.to)})`;
  return `CASE WHEN ${latest} >= ${digits(range.from)} THEN ${computed} ELSE ${ofNothing} END`;
}

function inRange(time: string, { from, to }: TimeRange): string {
  const bounds = [
    ...(from > 0 ? [`${time} >= ${Math.ceil(from)}`] : []),
    ...(to === Infinity ? [] : [`${time} < ${Math.ceil(to)}`]),
  ];
  return bounds.join(' AND ') || 'true';
}
