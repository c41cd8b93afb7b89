import { toMinor } from '../money.ts';
import type { Event } from '../schema/event.ts';
import { type ExchangeRate, inSiteCurrency } from './exchange.ts';
import type { Order, OrderStatus, Snapshot } from './snapshot.ts';
import { compareStamps, type Stamp } from './stamp.ts';

const maxOrderIdLength = 100;

/** `new`: not known before. `wins`: known, and this statement has the last word now. `loses`: another keeps it, nothing changed. */
export type RecordedOrder =
  | { kind: 'new'; order: Order }
  | { kind: 'wins'; order: Order; previous: Order }
  | { kind: 'loses'; order: Order };

export interface OrderContext {
  at: Stamp;
  /** ISO 4217 of the site. */
  currency: string;
  rates?: readonly ExchangeRate[];
  /** The shop's server said it, not a page. */
  byServer?: boolean;
}

/**
 * Records a `purchase` under its `transaction_id`, in place. One id is one order, however often it is said: what the server said
 * beats any page; of the server's statements the latest `updated_at` (epoch ms) has the word, of pages' the earliest. Without
 * an id every event is an order of its own.
 */
export function recordOrder(
  snapshot: Pick<Snapshot, 'orders'>,
  event: Event,
  { at, currency, rates = [], byServer = false }: OrderContext,
): RecordedOrder {
  const { transaction_id: id, updated_at: updatedAt } = event.properties;
  const key = isOrderId(id) ? orderKey(id) : `at:${at.join(':')}`;
  const known = Object.hasOwn(snapshot.orders, key) ? snapshot.orders[key] : undefined;
  const order: Order = {
    at,
    ...amountsOf(event, { currency, rates }),
    ...(byServer && { said: typeof updatedAt === 'number' ? updatedAt : event.time }),
  };
  if (known && compareStatements(known, order) >= 0) return { kind: 'loses', order: known };
  snapshot.orders[key] = order;
  return known ? { kind: 'wins', order, previous: known } : { kind: 'new', order };
}

/** The key of a snapshot's order with this id of the shop. */
export function orderKey(id: string | number): string {
  return `id:${String(id).slice(0, maxOrderIdLength)}`;
}

/** What counts of an order: nothing unless it is paid. Integer minor units. */
export function netOf({ status, amountMinor, refundedMinor = 0 }: Order): number {
  return status === undefined ? amountMinor - refundedMinor : 0;
}

/** The order that keeps the word of two statements of the same id, and the one that loses it. */
export function lastWord(a: Order, b: Order): { order: Order; previous: Order } {
  return compareStatements(a, b) >= 0 ? { order: a, previous: b } : { order: b, previous: a };
}

/** Positive when `a` has the word over `b`, 0 for the very same statement. */
function compareStatements(a: Order, b: Order): number {
  if (a.said === undefined && b.said === undefined) return compareStamps(b.at, a.at);
  return (a.said ?? -1) - (b.said ?? -1) || compareStamps(a.at, b.at);
}

function amountsOf(
  event: Event,
  { currency, rates }: { currency: string; rates: readonly ExchangeRate[] },
): Omit<Order, 'at'> {
  const { value, refunded, currency: paidIn, status } = event.properties;
  const minor = (major: unknown): number => {
    if (typeof major !== 'number' || major <= 0 || typeof paidIn !== 'string') return 0;
    const own = inSiteCurrency(major, { from: paidIn, to: currency, time: event.time, rates });
    const amount = own === undefined ? 0 : toMinor(own, currency);
    return Number.isSafeInteger(amount) ? amount : 0;
  };
  const amountMinor = minor(value);
  const refundedMinor = Math.min(minor(refunded), amountMinor);
  return {
    amountMinor,
    ...(refundedMinor > 0 && { refundedMinor }),
    ...(isUnpaid(status) && { status }),
  };
}

function isUnpaid(status: unknown): status is OrderStatus {
  return status === 'refunded' || status === 'cancelled';
}

/** Many shops count their orders and push the number. */
function isOrderId(id: unknown): id is string | number {
  return (typeof id === 'string' && id !== '') || typeof id === 'number';
}
