import type { LinkedBundle } from '../rules/link.ts';
import { effectiveConsent } from './effective-consent.ts';
import { type Facts, factsOf } from './facts-of.ts';
import { keptSeries } from './series.ts';
import type { Snapshot } from './snapshot.ts';
import type { StoredProfile } from './step.ts';
import { warmPart } from './warm-part.ts';

/** What was evaluated before a batch. */
export interface Earlier {
  /** As they were; they stay so. */
  facts: Facts;
  /** Ordinals of the segments that held. */
  members: readonly number[];
  /** Epoch ms: before it, time alone moves none. */
  until: number;
}

/** From about so many segments on, finding out which facts have changed costs less than asking all segments anew. */
export const leastRematched = 500;

/**
 * What a stored profile's membership says of its facts, to go on from; `snapshot` is its own, before anything is changed. Null when
 * it says nothing: it is of another bundle, or from before its series were complete, or time has moved on since.
 */
export function earlierOf(
  { membership, lists, until }: StoredProfile,
  snapshot: Snapshot,
  { linked, now }: { linked: LinkedBundle; now: number },
): Earlier | null {
  const { members, evaluated, warm } = membership;
  if (linked.segments.length < leastRematched || evaluated !== linked.bundle.version || now >= until) return null;
  if (warmPart(linked, warm) !== linked) return null;
  const facts = factsOf(snapshot, effectiveConsent(snapshot, linked), lists);
  const series = Object.fromEntries(Object.entries(facts.series).map(([id, one]) => [id, keptSeries(one)]));
  return { facts: { ...facts, series }, members, until };
}

/** Until when the membership of a row stands, as far as time goes: epoch ms. `-Infinity` when some segment had no answer yet. */
export function untilOf({
  evaluated,
  warm,
  recheckAt,
}: {
  evaluated: number;
  warm: number;
  /** Null: time alone moves nothing. */
  recheckAt: number | null;
}): number {
  return warm < evaluated ? -Infinity : (recheckAt ?? Infinity);
}
