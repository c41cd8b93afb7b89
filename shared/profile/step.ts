import { type Decision, decide } from '../decision/decide.ts';
import type { LinkedBundle } from '../rules/link.ts';
import type { Batch, Reply } from '../schema/protocol.ts';
import { accept } from './accept.ts';
import type { AcceptedBatch } from './accepted-batch.ts';
import { allows, type EffectiveConsent, type Facts, factsOf } from './facts-of.ts';
import { compareMemberships, evaluateSegments, type Membership, type Move, type SizeDelta } from './memberships.ts';
import { reduce } from './reduce.ts';
import { emptySnapshot, isIdentified, type Snapshot } from './snapshot.ts';

/** A profile as it is stored; null where there is none yet. */
export interface StoredProfile {
  snapshot: Snapshot;
  membership: Membership;
}

/** A batch at the door. */
export interface IncomingBatch extends Batch {
  sentAt: number;
  /** Location, device and language of the request, by attribute name. */
  request: Record<string, string>;
  /** `visitorHash` of the visitor that sent it. */
  hash: number;
}

/** All that follows from one batch; the runner stores it in one transaction. */
export interface StepResult {
  snapshot: Snapshot;
  membership: Membership;
  /** Epoch ms, null when time alone moves nothing. */
  recheckAt: number | null;
  accepted: AcceptedBatch;
  reply: Reply;
  deltas: SizeDelta[];
  moves: Move[];
  refused: Decision['refused'];
}

/**
 * The heart: one batch on one profile, pure. The stored snapshot is not changed, its series are warm for the bundle
 * (`warm`), and the bundle carries the site's time zone and currency.
 */
export function step(
  stored: StoredProfile | null,
  batch: IncomingBatch,
  { linked, now }: { linked: LinkedBundle; now: number },
): StepResult {
  const { site, measures, version } = linked.bundle;
  const snapshot = stored ? (JSON.parse(JSON.stringify(stored.snapshot)) as Snapshot) : emptySnapshot();
  const { stream, sequence } = batch;
  // Global Privacy Control withholds personalisation and marketing, not counting.
  const mayCollect = allows({ mode: site.consentMode, state: batch.consent, gpc: batch.gpc }, 'analytics');
  const { events, rejected } = accept(
    { stream, sequence, events: batch.events, sentAt: batch.sentAt, now, mayCollect },
    { snapshot, linked, hash: batch.hash },
  );
  const accepted: AcceptedBatch = {
    stream,
    sequence,
    receivedAt: now,
    events,
    consent: batch.consent,
    gpc: batch.gpc,
    request: batch.request,
  };
  reduce(snapshot, accepted, { measures, currency: site.currency });
  snapshot.hash ??= batch.hash;

  const facts = factsOf(snapshot, effectiveConsent(snapshot, linked));
  const { members, until } = evaluateSegments(linked, { facts, now });
  const membership: Membership = { members, evaluated: version, identified: isIdentified(snapshot) };
  const session = events.at(-1)?.session ?? '';
  const decision = decide(linked, { facts, now, snapshot, hash: batch.hash, session });
  return {
    snapshot,
    membership,
    recheckAt: Number.isFinite(until) ? until : null,
    accepted,
    reply: replyOf({ stream, sequence, rejected }, decision, exposed(linked, { facts, now })),
    ...compareMemberships(linked, stored?.membership ?? null, membership),
    refused: decision.refused,
  };
}

/** What the visitor allows, as the profile last heard it. */
export function effectiveConsent(snapshot: Snapshot, linked: LinkedBundle): EffectiveConsent {
  const { state, gpc } = snapshot.consent ?? { state: {}, gpc: false };
  return { mode: linked.bundle.site.consentMode, state, gpc };
}

type Exposed = Pick<Reply, 'segments' | 'maybe'> & { until: number };

/** The segments a marketer marked as exposed, by their public keys. */
function exposed(linked: LinkedBundle, moment: { facts: Facts; now: number }): Exposed {
  const result: Exposed = { segments: [], maybe: [], until: Infinity };
  for (const { exposedKey, program } of linked.segments) {
    if (exposedKey === undefined) continue;
    const { answer, until, withheld } = linked.residual(program, moment);
    result.until = Math.min(result.until, until);
    if (withheld || answer === false) continue;
    if (answer === true) result.segments.push(exposedKey);
    else result.maybe.push([exposedKey, answer]);
  }
  return result;
}

function replyOf(
  acknowledged: Pick<Reply, 'stream' | 'sequence' | 'rejected'>,
  decision: Decision,
  { segments, maybe, until: segmentsUntil }: Exposed,
): Reply {
  const until = Math.min(decision.until, segmentsUntil);
  return {
    ...acknowledged,
    ...(Number.isFinite(until) ? { until } : {}),
    segments,
    maybe,
    offers: decision.offers,
    ...(decision.siteLeft === undefined ? {} : { siteLeft: decision.siteLeft }),
  };
}
