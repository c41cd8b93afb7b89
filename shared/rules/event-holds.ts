import { hashWidth, unpackAt } from '../profile/packed.ts';
import { propertyScale, type Series } from '../profile/series.ts';
import {
  exactIndexes,
  firstIn,
  hasFolded,
  lastIn,
  nthLatest,
  statisticsOf,
  type TimeRange,
} from '../profile/series-statistics.ts';
import { testDate } from './date-test.ts';
import { type Evaluation, noteUntil, seriesOf } from './evaluation.ts';
import type { Operand } from './operator-names.ts';
import { compare } from './operators/matches.ts';
import type { Comparison, ComputedAggregate, Predicate } from './program.ts';
import { noteWindow, rangesOf } from './window-ranges.ts';

type PredicateOf<Kind extends Predicate[0]> = Extract<Predicate, readonly [Kind, ...unknown[]]>;

/** Are there at least `n` occurrences in the window? */
export function countHolds(predicate: PredicateOf<'count'>, evaluation: Evaluation): boolean {
  const [, , window, n] = predicate;
  const { count, series } = countIn(predicate, evaluation);
  const holds = count >= n;
  // A rolling window only loses: the answer stands until the nth latest has left.
  if (typeof window !== 'number') noteWindow(window, series, evaluation);
  else if (holds) noteLeaving(series, { n, windowMs: window }, evaluation);
  return holds;
}

/** How many occurrences the window of a count holds. */
export function countIn(
  [, measure, window]: PredicateOf<'count'>,
  evaluation: Evaluation,
): { count: number; series: Series | undefined } {
  const series = seriesOf(measure, evaluation);
  let count = 0;
  for (const range of rangesOf(window, evaluation)) {
    const statistics = statisticsOf(series, range);
    count += statistics.count;
    evaluation.trace.approximate ||= statistics.approximate;
  }
  return { count, series };
}

/** Notes the moment at which the `n`-th latest occurrence leaves the rolling window. */
export function noteLeaving(
  series: Series | undefined,
  { n, windowMs }: { n: number; windowMs: number },
  { trace }: Evaluation,
): void {
  const time = nthLatest(series, n);
  if (time !== undefined) noteUntil(trace, time + windowMs + 1);
}

/** Is there a session whose own count compares so? */
export function sessionCountHolds([, measure, test]: PredicateOf<'sessionCount'>, evaluation: Evaluation): boolean {
  const series = seriesOf(measure, evaluation);
  return rangesOf({ kind: 'session', which: 'anyOne' }, evaluation).some((range) => {
    const { count, approximate } = statisticsOf(series, range);
    evaluation.trace.approximate ||= approximate;
    return passes(count, test);
  });
}

/** Does the aggregate of the window, or of some one session, compare so? */
export function aggregateHolds(
  [, measure, window, aggregate, test]: PredicateOf<'aggregate'>,
  evaluation: Evaluation,
): boolean {
  const series = seriesOf(measure, evaluation);
  noteWindow(window, series, evaluation);
  const ranges = rangesOf(window, evaluation);
  // A window of sessions that never were holds nothing, and so does its aggregate.
  if (ranges.length === 0) {
    const isSome = typeof window === 'object' && window?.kind === 'session' && window.which === 'anyOne';
    return !isSome && passes(aggregateOf(undefined, aggregate, { from: 0, to: 0 }), test);
  }
  return ranges.some((range) => {
    if (aggregate === 'distinctCount' ? hasFolded(series, range) : statisticsOf(series, range).approximate) {
      evaluation.trace.approximate = true;
    }
    return passes(aggregateOf(series, aggregate, range), test);
  });
}

/** The first or last time in the window, compared as a date. */
export function timeHolds(
  [, measure, window, which, operator, operand]: PredicateOf<'time'>,
  evaluation: Evaluation,
): boolean {
  const { now, table, trace } = evaluation;
  const series = seriesOf(measure, evaluation);
  noteWindow(window, series, evaluation);
  for (const range of rangesOf(window, evaluation)) {
    const found = which === 'first' ? firstIn(series, range) : lastIn(series, range);
    trace.approximate ||= found?.approximate ?? false;
    if (operator === 'isKnown') {
      if (found) return true;
      continue;
    }
    const { holds, until } = testDate(found?.time, operator, operand as Operand, { now, zone: table.timeZone });
    noteUntil(trace, until);
    if (holds) return true;
  }
  return false;
}

/** In the property's own unit; undefined when there is nothing to average or to compare. A sum of nothing is 0. */
export function aggregateOf(
  series: Series | undefined,
  aggregate: ComputedAggregate,
  range: TimeRange,
): number | undefined {
  if (aggregate === 'distinctCount') return distinctIn(series, range);
  const { count, sum, minimum, maximum } = statisticsOf(series, range);
  if (aggregate === 'sum') return sum / propertyScale;
  if (count === 0) return undefined;
  switch (aggregate) {
    case 'average':
      return sum / propertyScale / count;
    case 'minimum':
      return minimum / propertyScale;
    case 'maximum':
      return maximum / propertyScale;
  }
}

/** Of the exact occurrences. */
function distinctIn(series: Series | undefined, range: TimeRange): number {
  if (series?.hashes === undefined) return 0;
  const { from, to } = exactIndexes(series, range);
  const seen = new Set<number>();
  for (let index = from; index < to; index += 1) seen.add(unpackAt(series.hashes, index, hashWidth));
  return seen.size;
}

function passes(value: number | undefined, [operator, expected, negated]: Comparison): boolean {
  return compare(value, operator, expected) !== (negated === 1);
}
