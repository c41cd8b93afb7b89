import { isFirst, setAttribute, setFirst } from './attributes.ts';
import { takeBack } from './count-event.ts';
import { addCampaigns } from './engagements.ts';
import { addIdentity } from './identity.ts';
import type { Measure } from './measure.ts';
import { lastWord } from './orders.ts';
import { addSource } from './reduce-event.ts';
import { addSeries, isSeries } from './series.ts';
import { parseSnapshot, type Snapshot, type StreamState } from './snapshot.ts';
import { lastConsent } from './streams.ts';

/**
 * Two profiles of one person as one: the same as if every batch of both had been folded into a single profile, in any order.
 * Neither is changed. Series of other measures than these, which both have complete, go.
 */
export function mergeSnapshots(a: Snapshot, b: Snapshot, { measures }: { measures: readonly Measure[] }): Snapshot {
  const merged = parseSnapshot(JSON.stringify(a));
  const other = parseSnapshot(JSON.stringify(b));
  const hash = earlierHash(a, b);
  if (hash !== undefined) merged.hash = hash;
  merged.firstSeenAt = Math.min(a.firstSeenAt, b.firstSeenAt);
  merged.lastSeenAt = Math.max(a.lastSeenAt, b.lastSeenAt);
  merged.pageViews += b.pageViews;
  merged.sessions += b.sessions;
  merged.engagedMs += b.engagedMs;
  addCounts(merged.devices, b.devices);
  addCounts(merged.counters, b.counters);
  for (const source of b.sources) addSource(merged, source);
  for (const [name, stored] of Object.entries(b.attributes)) {
    (isFirst(name) ? setFirst : setAttribute)(merged, name, stored);
  }
  for (const identity of other.identities) addIdentity(merged, identity);
  mergeOrders(merged, other, measures);
  for (const [id, series] of Object.entries(other.series)) {
    const known = Object.hasOwn(merged.series, id) ? merged.series[id] : undefined;
    if (isSeries(known)) addSeries(known, series);
    else merged.series[id] = series;
  }
  // One of the two may count what the other does not yet.
  const complete = new Set(measures.map(({ id }) => id));
  for (const id of Object.keys(merged.series)) if (!complete.has(id)) delete merged.series[id];
  addCampaigns(merged, other.campaigns);
  mergeStreams(merged, other);
  merged.consent = lastConsent(merged);
  return merged;
}

/** Percentages go by the earliest visitor of a person, so that whoever was assigned stays so. */
function earlierHash(a: Snapshot, b: Snapshot): number | undefined {
  if (a.hash === undefined || b.hash === undefined) return a.hash ?? b.hash;
  if (a.firstSeenAt !== b.firstSeenAt) return a.firstSeenAt < b.firstSeenAt ? a.hash : b.hash;
  return Math.min(a.hash, b.hash);
}

function addCounts(to: Record<string, number>, from: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(from)) to[name] = (to[name] ?? 0) + count;
}

/** An order that both know counts once: what the losing statement put into the series goes. */
function mergeOrders(merged: Snapshot, other: Snapshot, measures: readonly Measure[]): void {
  const ofOrders = measures.filter(({ event }) => event === 'purchase');
  for (const [key, theirs] of Object.entries(other.orders)) {
    const ours = Object.hasOwn(merged.orders, key) ? merged.orders[key] : undefined;
    if (!ours) {
      merged.orders[key] = theirs;
      continue;
    }
    const { order, previous } = lastWord(ours, theirs);
    for (const measure of ofOrders) takeBack(previous === ours ? merged : other, measure, previous);
    merged.orders[key] = order;
  }
}

/** A stream belongs to one profile; should both know it, both sets were applied. */
function mergeStreams(merged: Snapshot, other: Snapshot): void {
  for (const [stream, theirs] of Object.entries(other.streams)) {
    const ours = Object.hasOwn(merged.streams, stream) ? merged.streams[stream] : undefined;
    merged.streams[stream] = ours ? joinedStream(ours, theirs) : theirs;
  }
}

function joinedStream(a: StreamState, b: StreamState): StreamState {
  const applied: StreamState['applied'] = [];
  for (const [from, to] of [...a.applied, ...b.applied].sort((left, right) => left[0] - right[0])) {
    const last = applied.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else applied.push([from, to]);
  }
  const isTheirs = a.consent === null || (b.consent !== null && b.consent.at[2] > a.consent.at[2]);
  return { applied, lastTime: Math.max(a.lastTime, b.lastTime), consent: isTheirs ? b.consent : a.consent };
}
