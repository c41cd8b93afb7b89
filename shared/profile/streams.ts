import type { AcceptedBatch } from './accepted-batch.ts';
import type { SaidConsent, Snapshot, StreamState } from './snapshot.ts';
import { compareStamps } from './stamp.ts';

/** What was applied of a stream; a stream may be called like a property of every object. */
export function streamOf(snapshot: Pick<Snapshot, 'streams'>, stream: string): StreamState | undefined {
  return Object.hasOwn(snapshot.streams, stream) ? snapshot.streams[stream] : undefined;
}

/** Has this batch been folded in already? A set, not a high-water mark: batches of one stream may arrive out of order. */
export function wasApplied(snapshot: Pick<Snapshot, 'streams'>, stream: string, sequence: number): boolean {
  const state = streamOf(snapshot, stream);
  return state?.applied.some(([from, to]) => from <= sequence && sequence <= to) ?? false;
}

/** Adds the batch to the set, in place. `lastTime` is the latest event time in it, 0 when it has none. */
export function markApplied(
  snapshot: Pick<Snapshot, 'streams'>,
  stream: string,
  { sequence, lastTime }: { sequence: number; lastTime: number },
): void {
  markRange(snapshot, stream, { from: sequence, to: sequence, lastTime });
}

/** Adds batches by sequence, `to` inclusive, in place. */
export function markRange(
  snapshot: Pick<Snapshot, 'streams'>,
  stream: string,
  { from, to, lastTime }: { from: number; to: number; lastTime: number },
): void {
  const state = streamOf(snapshot, stream) ?? { applied: [], lastTime: 0, consent: null };
  const ranges: [number, number][] = [...state.applied, [from, to] as [number, number]];
  ranges.sort((a, b) => a[0] - b[0]);
  state.applied = [];
  for (const range of ranges) {
    const last = state.applied.at(-1);
    if (last && range[0] <= last[1] + 1) last[1] = Math.max(last[1], range[1]);
    else state.applied.push(range);
  }
  state.lastTime = Math.max(state.lastTime, lastTime);
  snapshot.streams[stream] = state;
}

/** The latest sequence applied of a stream, 0 when none was. */
export function lastSequence(snapshot: Snapshot, stream: string): number {
  return streamOf(snapshot, stream)?.applied.at(-1)?.[1] ?? 0;
}

/**
 * Keeps what a batch says of consent, in place. Inside a stream the later batch has the last word, whenever it arrives; between
 * streams (devices of one person) the one that arrived last.
 */
export function recordConsent(
  snapshot: Snapshot,
  { stream, sequence, receivedAt, consent, gpc, tier }: AcceptedBatch,
): void {
  const state = streamOf(snapshot, stream);
  // The server that says nothing of consent leaves it as it is.
  if (!state || (tier !== undefined && Object.keys(consent).length === 0)) return;
  if (!state.consent || state.consent.at[2] < sequence) {
    state.consent = { state: consent, gpc, at: [receivedAt, stream, sequence, 0] };
  }
  snapshot.consent = lastConsent(snapshot);
}

/** The last word over all streams; null when none said anything. */
export function lastConsent(snapshot: Snapshot): SaidConsent | null {
  const said = Object.values(snapshot.streams).flatMap((other) => other.consent ?? []);
  return said.reduce<SaidConsent | null>(
    (last, one) => (last && compareStamps(last.at, one.at) >= 0 ? last : one),
    null,
  );
}
