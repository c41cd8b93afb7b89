import { netOf } from './orders.ts';
import type { Order } from './snapshot.ts';

const dayMs = 86_400_000;
/** Nobody is late before so many times their usual gap. */
const lapseAfter = 1.5;

/** Attributes that a profile's orders make. Money is integer minor units, dates are epoch ms; what nothing is known of has no key. */
export interface OrderFacts {
  order_count: number;
  order_total: number;
  orders_placed: number;
  gross_total: number;
  refund_total: number;
  average_order?: number;
  last_order?: number;
  last_order_amount?: number;
  average_days_between_orders?: number;
  lapse_expected?: number;
}

/**
 * Counts, totals, average and last are of paid orders that were not cancelled, net of refunds; `orders_placed` and `gross_total` of
 * every order, `refund_total` what went back. The usual gap is known from the second order on.
 */
export function orderFacts(orders: readonly Order[]): OrderFacts {
  const sum = (of: readonly Order[], amount: (order: Order) => number) =>
    of.reduce((total, order) => total + amount(order), 0);
  const paid = orders.filter(({ status }) => status === undefined).sort((a, b) => a.at[0] - b.at[0]);
  const total = sum(paid, netOf);
  const facts: OrderFacts = {
    order_count: paid.length,
    order_total: total,
    orders_placed: orders.length,
    gross_total: sum(orders, ({ amountMinor }) => amountMinor),
    refund_total: sum(orders, refundOf),
  };
  const [first, last] = [paid[0], paid.at(-1)];
  if (!first || !last) return facts;
  facts.average_order = Math.round(total / paid.length);
  facts.last_order = last.at[0];
  facts.last_order_amount = netOf(last);
  const gapMs = paid.length > 1 ? (last.at[0] - first.at[0]) / (paid.length - 1) : 0;
  if (gapMs > 0) {
    facts.average_days_between_orders = Math.round((gapMs / dayMs) * 100) / 100;
    facts.lapse_expected = last.at[0] + Math.round(gapMs * lapseAfter);
  }
  return facts;
}

/** A refunded order without an amount went back whole. */
function refundOf({ status, amountMinor, refundedMinor = 0 }: Order): number {
  return status === 'refunded' && refundedMinor === 0 ? amountMinor : refundedMinor;
}
