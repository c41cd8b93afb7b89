import { checkPromotionEvent } from '../decision/check-promotion-event.ts';
import type { LinkedBundle } from '../rules/link.ts';
import { Event } from '../schema/event.ts';
import { maxEventAgeMs } from '../schema/limits.ts';
import type { Verdict } from '../schema/protocol.ts';
import { withPhones } from './phone.ts';
import { propertiesFault } from './properties-fault.ts';
import { sessionEvents } from './session-source.ts';
import type { Snapshot } from './snapshot.ts';
import { lastSequence, streamOf } from './streams.ts';

/** Clocks that differ by less are taken as right: the difference is mostly the network's. */
export const ignoredSkewMs = 2 * 60_000;

export interface Arrival {
  stream: string;
  sequence: number;
  events: readonly unknown[];
  /** Epoch ms by the browser's clock at this sending. */
  sentAt: number;
  /** Epoch ms by ours. */
  now: number;
  /** May events be kept at all? A refusal itself always is. */
  mayCollect: boolean;
  /** Events that are refused already, by place, and why. */
  refusals?: ReadonlyMap<number, string> | undefined;
  /** Of the request; ISO 3166-1 alpha-2. */
  country?: string | undefined;
}

export interface AcceptContext {
  snapshot: Snapshot;
  linked: LinkedBundle;
  /** `visitorHash`, for checking assignments. */
  hash: number;
}

/**
 * Looks at each event of a batch by itself: the good ones are kept with their time corrected for good, the others get a
 * verdict. Never throws.
 */
export function accept(arrival: Arrival, context: AcceptContext): { events: Event[]; rejected: Verdict[] } {
  const { now, sentAt, stream, sequence } = arrival;
  const skewMs = Math.abs(now - sentAt) < ignoredSkewMs ? 0 : now - sentAt;
  const isNewest = sequence > lastSequence(context.snapshot, stream);
  // Inside a stream the sequence beats the clock: a newer batch does not lie before an older one.
  let floor = isNewest ? (streamOf(context.snapshot, stream)?.lastTime ?? 0) : 0;
  const events: Event[] = [];
  const rejected: Verdict[] = [];
  arrival.events.forEach((raw, index) => {
    const verdict = arrival.refusals?.get(index) ?? look(raw, arrival, context);
    if (typeof verdict === 'string') {
      rejected.push({ index, detail: verdict });
      return;
    }
    const time = Math.min(verdict.time + skewMs, now);
    if (time < now - maxEventAgeMs) {
      rejected.push({ index, detail: `happened ${Math.floor((now - time) / 86_400_000)} days ago: too old to keep` });
      return;
    }
    floor = Math.max(floor, time);
    events.push(...enriched({ ...verdict, time: Math.min(floor, now) }, arrival, context));
  });
  return { events, rejected };
}

/** What the edge knows better than the page: where a session came from, and how a phone number is written. */
function enriched(event: Event, { country }: Arrival, { linked }: AcceptContext): Event[] {
  const { site } = linked.bundle;
  if (event.name === 'session_start') return sessionEvents(event, site.influencers ?? []);
  return [withPhones(event, country ?? site.country)];
}

/** The event, or why it is not one. */
function look(raw: unknown, { mayCollect }: Arrival, context: AcceptContext): Event | string {
  const fault = propertiesFault(raw);
  if (fault !== null) return fault;
  const parsed = Event.safeParse(raw);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return `/${issue?.path.map(String).join('/') ?? ''}: ${issue?.message ?? 'not an event'}`;
  }
  if (!mayCollect && parsed.data.name !== 'consent') return 'there is no consent to keep this';
  return checkPromotionEvent(parsed.data, context);
}
