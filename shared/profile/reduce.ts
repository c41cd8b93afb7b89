import type { Event } from '../schema/event.ts';
import type { AcceptedBatch } from './accepted-batch.ts';
import { setAttribute } from './attributes.ts';
import { countEvent } from './count-event.ts';
import type { ExchangeRate } from './exchange.ts';
import { addIdentity } from './identity.ts';
import type { Measure } from './measure.ts';
import { type RecordedOrder, recordOrder } from './orders.ts';
import { addSource, reduceEvent } from './reduce-event.ts';
import type { Snapshot } from './snapshot.ts';
import type { Stamp } from './stamp.ts';
import { markApplied, recordConsent, wasApplied } from './streams.ts';

export interface ReduceContext {
  measures: readonly Measure[];
  /** ISO 4217 of the site. */
  currency: string;
  /** What other currencies are worth in the site's. */
  rates?: readonly ExchangeRate[];
  /** Attributes of the site's own that visitors may not write. */
  closed: readonly string[];
}

/**
 * Folds one accepted batch into a profile, in place. Commutative and idempotent: any order, any repetition of the same
 * batches gives the same profile.
 */
export function reduce(snapshot: Snapshot, batch: AcceptedBatch, context: ReduceContext): void {
  if (wasApplied(snapshot, batch.stream, batch.sequence)) return;
  const byServer = batch.tier !== undefined;
  const bySystem = batch.tier === 'system';
  const deviceType = byServer ? undefined : batch.request.device_type;
  let lastTime = 0;
  batch.events.forEach((event, index) => {
    lastTime = Math.max(lastTime, event.time);
    const at: Stamp = [event.time, batch.stream, batch.sequence, index];
    // What the server tells of somebody is no visit of theirs.
    if (!byServer) {
      snapshot.firstSeenAt = Math.min(snapshot.firstSeenAt, event.time);
      snapshot.lastSeenAt = Math.max(snapshot.lastSeenAt, event.time);
    }
    reduceEvent(snapshot, event, {
      at,
      currency: context.currency,
      closed: context.closed,
      byServer,
      bySystem,
      deviceType,
    });
    const order = orderOf(snapshot, event, at, { ...context, byServer });
    countEvent(snapshot, event, { order, measures: context.measures });
  });
  markApplied(snapshot, batch.stream, { sequence: batch.sequence, lastTime });
  const at: Stamp = [batch.receivedAt, batch.stream, batch.sequence, 0];
  for (const [name, value] of Object.entries(batch.request)) setAttribute(snapshot, name, { value, at });
  for (const { kind, value } of batch.proven ?? []) addIdentity(snapshot, { kind, value, level: 'verified', at });
  if (batch.tier !== 'system') addSource(snapshot, batch.source ?? 'web_widget');
  recordConsent(snapshot, batch);
}

/** What a purchase says of its order; null for every other event. */
export function orderOf(
  snapshot: Pick<Snapshot, 'orders'>,
  event: Event,
  at: Stamp,
  { currency, rates = [], byServer }: Pick<ReduceContext, 'currency' | 'rates'> & { byServer: boolean },
): RecordedOrder | null {
  return event.name === 'purchase' ? recordOrder(snapshot, event, { at, currency, rates, byServer }) : null;
}
