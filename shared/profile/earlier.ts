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

/** The last digits of a moment at which a profile that was set aside is looked at again. */
const asideMs = 999;

/**
 * The moment (epoch ms) at which to look again at a profile that could not be evaluated, within the same second. It tells the row apart
 * from one of which time moves nothing before; another moment that ends so by chance only has all segments asked anew.
 */
export function lookAgainAt(at: number): number {
  return Math.floor(at / 1_000) * 1_000 + asideMs;
}

/**
 * Until when the membership of a row stands, as far as time goes: epoch ms. `-Infinity` when some segment had no answer yet, or the
 * profile may have been set aside when time had moved it.
 */
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
  if (recheckAt === null) return warm < evaluated ? -Infinity : Infinity;
  return warm < evaluated || recheckAt % 1_000 === asideMs ? -Infinity : recheckAt;
}
