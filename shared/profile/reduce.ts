import type { Event } from '../schema/event.ts';
import type { AcceptedBatch } from './accepted-batch.ts';
import { setAttribute, writeVisitorAttributes } from './attributes.ts';
import { countEvent } from './count-event.ts';
import { recordEngagement } from './engagements.ts';
import type { Measure } from './measure.ts';
import { recordOrder } from './orders.ts';
import type { Snapshot } from './snapshot.ts';
import type { Stamp } from './stamp.ts';
import { markApplied, recordConsent, wasApplied } from './streams.ts';

export interface ReduceContext {
  measures: readonly Measure[];
  /** ISO 4217 of the site. */
  currency: string;
  /** Attributes of the site's own that visitors may not write. */
  closed: readonly string[];
}

/** No page view is longer than a session, at most a day. */
const longestSessionMs = 86_400_000;

/** Properties of `session_start` that become attributes of the latest session. */
const sessionAttributes = [
  'referrer',
  'landing_url',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
] as const;

/**
 * Folds one accepted batch into a profile, in place. Commutative and idempotent: any order, any repetition of the same
 * batches gives the same profile.
 */
export function reduce(snapshot: Snapshot, batch: AcceptedBatch, context: ReduceContext): void {
  if (wasApplied(snapshot, batch.stream, batch.sequence)) return;
  let lastTime = 0;
  batch.events.forEach((event, index) => {
    lastTime = Math.max(lastTime, event.time);
    reduceEvent(snapshot, event, [event.time, batch.stream, batch.sequence, index], context);
  });
  markApplied(snapshot, batch.stream, { sequence: batch.sequence, lastTime });
  const at: Stamp = [batch.receivedAt, batch.stream, batch.sequence, 0];
  for (const [name, value] of Object.entries(batch.request)) setAttribute(snapshot, name, { value, at });
  recordConsent(snapshot, batch);
}

function reduceEvent(snapshot: Snapshot, event: Event, at: Stamp, context: ReduceContext): void {
  snapshot.firstSeenAt = Math.min(snapshot.firstSeenAt, event.time);
  snapshot.lastSeenAt = Math.max(snapshot.lastSeenAt, event.time);
  switch (event.name) {
    case 'session_start':
      snapshot.sessions += 1;
      for (const name of sessionAttributes) {
        // A session without a campaign clears the one before: the latest session is described as a whole.
        const value = event.properties[name];
        setAttribute(snapshot, name, { value: typeof value === 'string' ? value : '', at });
      }
      break;
    case 'page_view':
      snapshot.pageViews += 1;
      break;
    case 'engagement':
      snapshot.engagedMs += nonNegativeInteger(event.properties.engaged_ms);
      break;
    case 'identify':
      writeVisitorAttributes(snapshot, event.properties.attributes, { at, closed: context.closed });
      break;
    case 'form_submit':
      writeVisitorAttributes(snapshot, event.properties.fields, { at, closed: context.closed });
      break;
    case 'promotion_submitted':
      writeVisitorAttributes(snapshot, event.properties.fields, { at, closed: context.closed });
      recordEngagement(snapshot, event, at);
      break;
    case 'promotion_exposed':
    case 'promotion_closed':
    case 'promotion_clicked':
      recordEngagement(snapshot, event, at);
      break;
  }
  const order = event.name === 'purchase' ? recordOrder(snapshot, event, { at, currency: context.currency }) : null;
  countEvent(snapshot, event, { order, measures: context.measures });
}

/**
 * Counts what `history` holds of measures that are newer than the profile's last evaluation. `history` is every batch of
 * the profile; afterwards the series are as if the measures had always been kept.
 */
export function warm(
  snapshot: Snapshot,
  history: readonly AcceptedBatch[],
  { measures, currency }: Omit<ReduceContext, 'closed'>,
): void {
  if (measures.length === 0) return;
  for (const measure of measures) delete snapshot.series[measure.id];
  const orders: Snapshot['orders'] = {};
  const counted = { series: snapshot.series, orders };
  for (const batch of history) {
    batch.events.forEach((event, index) => {
      const at: Stamp = [event.time, batch.stream, batch.sequence, index];
      const order = event.name === 'purchase' ? recordOrder(counted, event, { at, currency }) : null;
      countEvent(counted, event, { order, measures });
    });
  }
  for (const [key, { counts }] of Object.entries(orders)) {
    const order = Object.hasOwn(snapshot.orders, key) ? snapshot.orders[key] : undefined;
    if (order && counts) order.counts = { ...order.counts, ...counts };
  }
}

function nonNegativeInteger(value: unknown): number {
  return typeof value === 'number' && value > 0 ? Math.round(Math.min(value, longestSessionMs)) : 0;
}
