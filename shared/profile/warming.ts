import type { AcceptedBatch } from './accepted-batch.ts';
import { countEvent } from './count-event.ts';
import type { Measure } from './measure.ts';
import { orderOf, type ReduceContext } from './reduce.ts';
import type { Snapshot } from './snapshot.ts';
import type { Stamp } from './stamp.ts';
import { markApplied, markRange, streamOf, wasApplied } from './streams.ts';

/**
 * Measures being counted from a profile's history, and how far that has come. Apart from the profile until it is done, so that a
 * series in a snapshot is always complete. JSON throughout.
 */
export interface Warming {
  /** What is counted: the measures with `warm < since ≤ version`. */
  version: number;
  warm: number;
  /** Batches taken in. */
  streams: Snapshot['streams'];
  series: Snapshot['series'];
  orders: Snapshot['orders'];
}

/** Batches of one stream by sequence, inclusive. */
export type BatchRange = readonly [stream: string, from: number, to: number];

/** What a profile whose series are complete up to bundle version `warm` does not count yet. */
export function coldMeasures(measures: readonly Measure[], warm: number): Measure[] {
  return measures.filter(({ since }) => since > warm);
}

/** The count of what a profile lacks that is complete up to bundle version `warm`, for bundle `version`. */
export function newWarming({ version, warm }: { version: number; warm: number }): Warming {
  return { version, warm, streams: {}, series: {}, orders: {} };
}

/** Counts a batch of the history, in place; any order, each once however often it is given. */
export function takeIn(
  warming: Warming,
  batch: AcceptedBatch,
  { measures, ...money }: Omit<ReduceContext, 'closed'>,
): void {
  const { stream, sequence } = batch;
  if (wasApplied(warming, stream, sequence)) return;
  const byServer = batch.tier !== undefined;
  batch.events.forEach((event, index) => {
    const at: Stamp = [event.time, stream, sequence, index];
    countEvent(warming, event, { order: orderOf(warming, event, at, { ...money, byServer }), measures });
  });
  markApplied(warming, stream, { sequence, lastTime: 0 });
}

/** What of these ranges was not given to `takeIn` is not kept any more: the warming does not lack it. */
export function pass(warming: Warming, ranges: readonly BatchRange[]): void {
  for (const [stream, from, to] of ranges) markRange(warming, stream, { from, to, lastTime: 0 });
}

/** Batches that the profile has folded in and the warming has not taken in, ordered by stream and sequence. */
export function missing(snapshot: Pick<Snapshot, 'streams'>, warming: Warming): BatchRange[] {
  return Object.keys(snapshot.streams)
    .sort()
    .flatMap((stream) => {
      const taken = streamOf(warming, stream)?.applied ?? [];
      return (streamOf(snapshot, stream)?.applied ?? []).flatMap((range) =>
        without(range, taken).map(([from, to]): BatchRange => [stream, from, to]),
      );
    });
}

/** What is left of a range outside of others, which ascend. */
function without([from, to]: readonly [number, number], taken: readonly (readonly [number, number])[]) {
  const left: [number, number][] = [];
  let next = from;
  for (const [first, last] of taken) {
    if (last < next || first > to) continue;
    if (first > next) left.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= to) left.push([next, to]);
  return left;
}

/** Gives a profile the series of a warming that lacks nothing, in place: as if these measures had always been kept. */
export function finish(snapshot: Snapshot, { series, orders }: Warming, measures: readonly Measure[]): void {
  for (const { id } of measures) {
    const counted = Object.hasOwn(series, id) ? series[id] : undefined;
    if (counted) snapshot.series[id] = counted;
    else delete snapshot.series[id];
  }
  for (const [key, { counts }] of Object.entries(orders)) {
    const order = Object.hasOwn(snapshot.orders, key) ? snapshot.orders[key] : undefined;
    if (order && counts) order.counts = { ...order.counts, ...counts };
  }
}

/** Counts all of a short history at once: `history` is every batch of the profile. */
export function warm(
  snapshot: Snapshot,
  history: readonly AcceptedBatch[],
  context: Omit<ReduceContext, 'closed'>,
): void {
  if (context.measures.length === 0) return;
  const warming = newWarming({ version: 0, warm: 0 });
  for (const batch of history) takeIn(warming, batch, context);
  finish(snapshot, warming, context.measures);
}
