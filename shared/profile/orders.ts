import { toMinor } from '../money.ts';
import type { Event } from '../schema/event.ts';
import type { Order, Snapshot } from './snapshot.ts';
import { compareStamps, type Stamp } from './stamp.ts';

const maxOrderIdLength = 100;

/** `new`: not known before. `earlier`: known, and this one came first. `later`: known from before, nothing changed. */
export type RecordedOrder =
  | { kind: 'new'; order: Order }
  | { kind: 'earlier'; order: Order; previous: Order }
  | { kind: 'later'; order: Order };

/**
 * Records a `purchase` under its `transaction_id`, in place. One id is one order, at its earliest time and as that one
 * said it, however often the thank-you page is loaded; without an id every event is an order of its own.
 */
export function recordOrder(
  snapshot: Pick<Snapshot, 'orders'>,
  event: Event,
  { at, currency }: { at: Stamp; currency: string },
): RecordedOrder {
  const { transaction_id: id, value, currency: paidIn } = event.properties;
  const key = isOrderId(id) ? `id:${String(id).slice(0, maxOrderIdLength)}` : `at:${at.join(':')}`;
  const known = Object.hasOwn(snapshot.orders, key) ? snapshot.orders[key] : undefined;
  if (known && compareStamps(known.at, at) <= 0) return { kind: 'later', order: known };
  const counts = typeof value === 'number' && value > 0 && paidIn === currency;
  const amountMinor = counts ? toMinor(value, currency) : 0;
  const order: Order = { at, amountMinor: Number.isSafeInteger(amountMinor) ? amountMinor : 0 };
  snapshot.orders[key] = order;
  return known ? { kind: 'earlier', order, previous: known } : { kind: 'new', order };
}

/** Many shops count their orders and push the number. */
function isOrderId(id: unknown): id is string | number {
  return (typeof id === 'string' && id !== '') || typeof id === 'number';
}
