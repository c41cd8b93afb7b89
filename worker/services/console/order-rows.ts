import { orderKey } from '../../../shared/profile/orders.ts';
import type { Snapshot } from '../../../shared/profile/snapshot.ts';
import type { StoredOrder } from '../../stores/orders.ts';

/** Of one order so many lines are listed. */
const maxLines = 50;

/** Orders of a profile, each under a key that is its own, as its page lists them, latest first: amounts in minor units of the site's currency as rules count them. */
export function orderRows(snapshot: Pick<Snapshot, 'orders'>, stored: readonly StoredOrder[]) {
  const byKey = new Map(stored.map((order) => [orderKey(order.id), order]));
  return Object.entries(snapshot.orders)
    .map(([key, { at, amountMinor, refundedMinor = 0, status = 'paid' as const }]) => ({
      key,
      /** The shop's own; null where it gave none. */
      id: byKey.get(key)?.id ?? null,
      placedAt: at[0],
      amountMinor,
      refundedMinor,
      status,
      items: linesOf(byKey.get(key)?.properties.items),
    }))
    .toSorted((a, b) => b.placedAt - a.placedAt);
}

/** Pages and servers send what they like: what is no line of an order is passed over. */
function linesOf(items: unknown): { name: string; quantity: number }[] {
  if (!Array.isArray(items)) return [];
  return items.slice(0, maxLines).flatMap((item: unknown) => {
    const { item_name, item_id, quantity } = Object(item) as Record<string, unknown>;
    const name = [item_name, item_id].find((one) => typeof one === 'string' && one !== '');
    return typeof name === 'string' ? { name, quantity: typeof quantity === 'number' ? quantity : 1 } : [];
  });
}
