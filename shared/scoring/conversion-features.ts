import { orderFacts } from '../profile/order-facts.ts';
import type { Snapshot } from '../profile/snapshot.ts';

/** What the likelihood of an order rests on, in the order of `featuresOf`: nothing but counters that every profile keeps. */
export const conversionFeatures = [
  'days_since_seen',
  'sessions',
  'page_views',
  'engaged_minutes',
  'products_viewed',
  'cart_adds',
  'checkouts_started',
  'orders',
  'order_recency',
  'identified',
] as const;

const dayMs = 86_400_000;
/** An order so many days ago counts a third of one of today. */
const orderFadesDays = 60;

/**
 * The features of a profile at a moment (epoch ms). Counts and days as `log(1 + x)`, since the tenth view says less than the first;
 * `order_recency` is 1 for an order of now, falling to 0, and 0 without one; `identified` is 0 or 1.
 */
export function featuresOf(snapshot: Snapshot, now: number): number[] {
  const { counters } = snapshot;
  const orders = orderFacts(Object.values(snapshot.orders));
  const daysAgo = (at: number) => Math.max(0, now - at) / dayMs;
  return [
    Math.log1p(daysAgo(snapshot.lastSeenAt)),
    Math.log1p(snapshot.sessions),
    Math.log1p(snapshot.pageViews),
    Math.log1p(snapshot.engagedMs / 60_000),
    Math.log1p(counters.products_viewed ?? 0),
    Math.log1p(counters.cart_adds ?? 0),
    Math.log1p(counters.checkouts_started ?? 0),
    Math.log1p(orders.order_count),
    orders.last_order === undefined ? 0 : Math.exp(-daysAgo(orders.last_order) / orderFadesDays),
    Number(snapshot.identities.length > 0),
  ];
}

/** Did the person order in the days after a moment? Orders that count: paid, not cancelled. */
export function orderedWithin(snapshot: Snapshot, { from, to }: { from: number; to: number }): boolean {
  return Object.values(snapshot.orders).some(
    ({ at: [time], status }) => status === undefined && time > from && time <= to,
  );
}
