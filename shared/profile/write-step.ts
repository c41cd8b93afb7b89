import type { LinkedBundle } from '../rules/link.ts';
import { fnv1a } from '../rules/stable-hash.ts';
import type { Event } from '../schema/event.ts';
import type { ConsentState } from '../schema/protocol.ts';
import type { AcceptedBatch, BatchTier, ProvenIdentity } from './accepted-batch.ts';
import { earlierOf } from './earlier.ts';
import { reduce } from './reduce.ts';
import { type Settled, settle } from './settle.ts';
import { emptySnapshot, parseSnapshot, type Snapshot } from './snapshot.ts';
import type { StoredProfile } from './step.ts';
import { lastSequence } from './streams.ts';
import { isTooMuch } from './too-much.ts';
import { warmPart } from './warm-part.ts';

/** What the site's own server says of one person. */
export interface ServerStatement {
  events: Event[];
  /** Ids of this person; the server's word proves them. */
  proven: ProvenIdentity[];
  consent: ConsentState;
  /** For `data_source`: `api`, `import`, … */
  source: string;
  /** Absent: the server. */
  tier?: BatchTier;
  /** Ids that the server gave its events: each is written once. */
  eventIds?: string[];
}

/** Server streams begin with what no page's can. */
const serverPrefix = 's.';

export interface Written extends Settled {
  snapshot: Snapshot;
  accepted: AcceptedBatch;
}

/**
 * The server's counterpart of `step`: one statement on one profile, pure. Null when the profile is full. `newStream` names the
 * stream of a profile that the server has said nothing of yet; unique in the installation.
 */
export function writeStep(
  stored: StoredProfile | null,
  statement: ServerStatement,
  { linked, now, newStream }: { linked: LinkedBundle; now: number; newStream: string },
): Written | null {
  const warm = stored?.membership.warm ?? linked.bundle.version;
  const { site, measures, closed } = warmPart(linked, warm).bundle;
  const begin = () => (stored ? parseSnapshot(stored.snapshot) : emptySnapshot());
  const snapshot = begin();
  const earlier = stored && earlierOf(stored, snapshot, { linked, now });
  const stream = serverStream(snapshot) ?? serverPrefix + newStream;
  const { events, proven, consent, source } = statement;
  const accepted: AcceptedBatch = {
    stream,
    sequence: lastSequence(snapshot, stream) + 1,
    receivedAt: now,
    events,
    consent,
    gpc: false,
    request: {},
    tier: statement.tier ?? 'server',
    source,
    ...(proven.length > 0 && { proven }),
  };
  reduce(snapshot, accepted, { measures, currency: site.currency, rates: site.exchangeRates ?? [], closed });
  // A place in percentages for somebody whom no browser stands for yet.
  snapshot.hash ??= fnv1a(stream) & 0x7fffffff;
  if (isTooMuch(snapshot, JSON.stringify(snapshot), begin)) return null;
  const unsettled = { snapshot, before: stored?.membership ?? null, lists: stored?.lists ?? [], warm, earlier };
  return { snapshot, accepted, ...settle(unsettled, { linked, now }) };
}

/** The server's stream of a profile; after a merge there are several, and the first by name goes on. */
function serverStream(snapshot: Snapshot): string | undefined {
  return Object.keys(snapshot.streams)
    .filter((stream) => stream.startsWith(serverPrefix))
    .sort()[0];
}
