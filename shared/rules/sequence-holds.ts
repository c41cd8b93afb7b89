import { exactCount, type Series, timeAt, valueAt } from '../profile/series.ts';
import { hasFolded, type TimeRange } from '../profile/series-statistics.ts';
import { type Evaluation, noteUntil, seriesOf } from './evaluation.ts';
import type { SequenceTest } from './program.ts';
import { noteWindow, rangesOf } from './window-ranges.ts';

/** Times (epoch ms, ascending) of one step by the value they carry; by 0 when no value has to be the same. */
type TimesByValue = ReadonlyMap<number, readonly number[]>;

/**
 * Are there occurrences of all steps, each later than the one before, from first to last within the time, with nothing of
 * "but not" in its time after the last? Rests on exact occurrences.
 */
export function sequenceHolds(test: SequenceTest, evaluation: Evaluation): boolean {
  const [range] = rangesOf(test.window, evaluation);
  if (!range) return false;
  const steps = test.steps.map((measure) => {
    const series = seriesOf(measure, evaluation);
    noteWindow(test.window, series, evaluation);
    if (hasFolded(series, range)) evaluation.trace.approximate = true;
    return timesByValue(series, test.same, range);
  });
  const preventing = preventingTimes(test, evaluation);
  let holds = false;
  for (const [value, lasts] of steps.at(-1) ?? []) {
    const before = steps.slice(0, -1).map((step) => step.get(value) ?? []);
    for (const last of lasts) {
      if (last - startOfChain(before, last) > test.withinMs) continue;
      if (!preventing || isFree(last, preventing.times.get(value) ?? [], preventing.forMs, evaluation)) holds = true;
    }
  }
  return holds;
}

function preventingTimes(test: SequenceTest, evaluation: Evaluation): { times: TimesByValue; forMs: number } | null {
  if (!test.butNot) return null;
  const [measure, forMs] = test.butNot;
  return { times: timesByValue(seriesOf(measure, evaluation), test.same), forMs };
}

/** Did nothing follow in its time? Not known, and so not true, before that time is over. */
function isFree(last: number, times: readonly number[], forMs: number, { now, trace }: Evaluation): boolean {
  const end = last + forMs;
  if (times.some((time) => time > last && time <= end)) return false;
  if (now > end) return true;
  noteUntil(trace, end + 1);
  return false;
}

/** The latest start of a chain through all earlier steps that ends before `last`; `-Infinity` when there is none. */
function startOfChain(before: readonly (readonly number[])[], last: number): number {
  let time = last;
  for (const times of before.toReversed()) {
    const latest = times.findLast((one) => one < time);
    if (latest === undefined) return -Infinity;
    time = latest;
  }
  return time;
}

function timesByValue(series: Series | undefined, byValue: boolean, range?: TimeRange): TimesByValue {
  const groups = new Map<number, number[]>();
  if (!series) return groups;
  for (let index = 0; index < exactCount(series); index += 1) {
    const time = timeAt(series, index);
    if (range && (time < range.from || time >= range.to)) continue;
    const value = byValue ? valueAt(series, index) : 0;
    const group = groups.get(value);
    if (group) group.push(time);
    else groups.set(value, [time]);
  }
  return groups;
}
