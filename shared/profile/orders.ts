import { toMinor } from '../money.ts';
import type { Event } from '../schema/event.ts';
import type { Snapshot } from './snapshot.ts';
import { compareStamps, type Stamp } from './stamp.ts';

/**
 * Records a `purchase` under its `transaction_id`, in place. One id is one order, at its earliest time, however often the
 * thank-you page is loaded; without an id every event is an order of its own. Answers the time (epoch ms) at which the
 * same order was known before, or null.
 */
export function recordOrder(
  snapshot: Pick<Snapshot, 'orders'>,
  event: Event,
  { at, currency }: { at: Stamp; currency: string },
): number | null {
  const { transaction_id: id, value, currency: paidIn } = event.properties;
  const key = typeof id === 'string' && id !== '' ? `id:${id}` : `at:${at.join(':')}`;
  const known = Object.hasOwn(snapshot.orders, key) ? snapshot.orders[key] : undefined;
  if (known && compareStamps(known.at, at) <= 0) return known.at[0];
  const counts = typeof value === 'number' && value > 0 && paidIn === currency;
  snapshot.orders[key] = { at, amountMinor: counts ? toMinor(value, currency) : 0 };
  return known ? known.at[0] : null;
}
