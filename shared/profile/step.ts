import { type Decision, decide } from '../decision/decide.ts';
import type { LinkedBundle } from '../rules/link.ts';
import type { Batch, Reply } from '../schema/protocol.ts';
import { accept } from './accept.ts';
import type { AcceptedBatch, ProvenIdentity } from './accepted-batch.ts';
import { consentModeOf } from './consent-mode.ts';
import { type Earlier, earlierOf } from './earlier.ts';
import { allows, type Facts } from './facts-of.ts';
import type { Measure } from './measure.ts';
import type { Membership } from './memberships.ts';
import { reduce } from './reduce.ts';
import { type Settled, settleWithoutFacts } from './settle.ts';
import { emptySnapshot, parseSnapshot, type Snapshot } from './snapshot.ts';
import { isTooMuch } from './too-much.ts';
import { warmPart } from './warm-part.ts';

/** A profile as it is stored; null where there is none yet. */
export interface StoredProfile {
  /** JSON, as it is stored. */
  snapshot: string;
  membership: Membership;
  /** Ordinals of the static segments it is a member of. */
  lists: readonly number[];
  /** Epoch ms: before it, time alone moves no membership (`untilOf`). */
  until: number;
}

/** A batch at the door. */
export interface IncomingBatch extends Batch {
  sentAt: number;
  /** Location, device and language of the request, by attribute name. */
  request: Record<string, string>;
  /** Ids that a signed token in it proves. */
  proven?: ProvenIdentity[];
  /** Events that are refused already, by place, and why. */
  refusals?: ReadonlyMap<number, string>;
  /** `visitorHash` of the visitor that sent it. */
  hash: number;
  /** Where it comes from, for `data_source`, if not from a page. */
  source?: string;
}

/** All that follows from one batch; the runner stores it in one transaction. */
export interface StepResult extends Settled {
  snapshot: Snapshot;
  /** The snapshot as JSON: written once, as it gets long. */
  text: string;
  accepted: AcceptedBatch;
  reply: Reply;
  refused: Decision['refused'];
}

/**
 * The heart: one batch on one profile, pure. Rules that ask for a measure its series do not have
 * yet (`warm`) are not answered. The bundle carries the site's time zone and currency.
 */
export function step(
  stored: StoredProfile | null,
  batch: IncomingBatch,
  { linked: whole, now }: { linked: LinkedBundle; now: number },
): StepResult {
  const { version } = whole.bundle;
  const warm = stored?.membership.warm ?? version;
  const linked = warmPart(whole, warm);
  const { snapshot, earlier, text, accepted, rejected } = fold(stored, batch, { linked, now });
  const { stream, sequence, events } = accepted;

  const unsettled = { snapshot, before: stored?.membership ?? null, lists: stored?.lists ?? [], warm, earlier };
  const { facts, factRow, ...settled } = settleWithoutFacts(unsettled, { linked: whole, now });
  const session = events.at(-1)?.session ?? '';
  const decision = decide(linked, { facts, now, snapshot, hash: batch.hash, session });
  return {
    ...settled,
    snapshot,
    text,
    factRow: factRow(),
    accepted,
    reply: replyOf({ stream, sequence, rejected }, decision, exposed(linked, { facts, now })),
    refused: linked === whole ? decision.refused : decision.refused.map(whileWarming),
  };
}

/** What is unsupported now is to be answered once the history is counted. */
function whileWarming(refused: Decision['refused'][number]): Decision['refused'][number] {
  return refused.reason === 'unsupported' ? { ...refused, reason: 'warming' } : refused;
}

/** The profile with the good events of the batch in it; a profile that is full takes no more. */
function fold(
  stored: StoredProfile | null,
  batch: IncomingBatch,
  { linked, now }: { linked: LinkedBundle; now: number },
): Pick<StepResult, 'snapshot' | 'text' | 'accepted'> & Pick<Reply, 'rejected'> & { earlier: Earlier | null } {
  const { site, measures, closed } = linked.bundle;
  const begin = () => (stored ? parseSnapshot(stored.snapshot) : emptySnapshot());
  const snapshot = begin();
  const earlier = stored && earlierOf(stored, snapshot, { linked, now });
  // Global Privacy Control withholds personalisation and marketing, not counting.
  const mayCollect = allows(
    { mode: consentModeOf(site, batch.request.country), state: batch.consent, gpc: batch.gpc },
    'analytics',
  );
  const { events, rejected } = accept(
    { ...batch, now, mayCollect, country: batch.request.country },
    { snapshot, linked, hash: batch.hash },
  );
  const { stream, sequence, consent, gpc, request } = batch;
  const accepted: AcceptedBatch = {
    ...{ stream, sequence, receivedAt: now, events, consent, gpc, request },
    ...(mayCollect && batch.proven?.length && { proven: batch.proven }),
    ...(batch.source !== undefined && { source: batch.source }),
  };
  const context = { measures, currency: site.currency, rates: site.exchangeRates ?? [], closed };
  reduce(snapshot, accepted, context);
  snapshot.hash ??= batch.hash;
  dropForgotten(snapshot, measures);
  const text = JSON.stringify(snapshot);
  const empty = { ...accepted, events: [] };
  const without = () => {
    const kept = begin();
    reduce(kept, empty, context);
    return kept;
  };
  if (events.length === 0 || !isTooMuch(snapshot, text, without))
    return { snapshot, earlier, text, accepted, rejected };

  const full = batch.events.map((_, index) => ({ index, detail: 'this profile is full' }));
  const kept = without();
  return { snapshot: kept, earlier, text: JSON.stringify(kept), accepted: empty, rejected: full };
}

/** Series that no published rule asks for any more. */
function dropForgotten(snapshot: Snapshot, measures: readonly Measure[]): void {
  const asked = new Set(measures.map(({ id }) => id));
  for (const id of Object.keys(snapshot.series)) if (!asked.has(id)) delete snapshot.series[id];
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
    ...(decision.caps.length === 0 ? {} : { caps: decision.caps }),
  };
}
