import { toMinor } from '../money.ts';
import type { Event } from '../schema/event.ts';
import { scoredAttributes } from '../scoring/scored.ts';
import { setAttribute, setFirst, writeAttributes } from './attributes.ts';
import { recordEngagement } from './engagements.ts';
import type { Snapshot } from './snapshot.ts';
import type { Stamp } from './stamp.ts';

export interface EventContext {
  at: Stamp;
  /** ISO 4217 of the site. */
  currency: string;
  /** Attributes of the site's own that visitors may not write. */
  closed: readonly string[];
  byServer: boolean;
  /** This Worker says what it computed. */
  bySystem: boolean;
  /** Of the request that brought the event; absent where the server told of it. */
  deviceType?: string | undefined;
}

type Fold = (snapshot: Snapshot, event: Event, context: EventContext) => void;

/** No page view is longer than a session, at most a day. */
const longestSessionMs = 86_400_000;

/** Properties of `session_start` that become attributes of the latest session. */
const sessionAttributes = [
  'channel',
  'referrer',
  'landing_url',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
] as const;

/** Those that are kept of the first session as well, as `first_…`. */
const firstAttributes: readonly string[] = [
  'channel',
  'referrer',
  'landing_url',
  'utm_source',
  'utm_medium',
  'utm_campaign',
];

/** What each event says of a profile beside that it happened; in place, in any order. Orders are `recordOrder`'s. */
const folds: Readonly<Record<string, Fold>> = {
  session_start(snapshot, event, { at, deviceType }) {
    snapshot.sessions += 1;
    if (deviceType !== undefined) snapshot.devices[deviceType] = (snapshot.devices[deviceType] ?? 0) + 1;
    for (const name of sessionAttributes) {
      // A session without a campaign clears the one before: the latest session is described as a whole.
      const said = event.properties[name];
      const value = typeof said === 'string' ? said : '';
      setAttribute(snapshot, name, { value, at });
      if (firstAttributes.includes(name)) setFirst(snapshot, `first_${name}`, { value, at });
    }
  },
  page_view(snapshot) {
    snapshot.pageViews += 1;
  },
  engagement(snapshot, event) {
    snapshot.engagedMs += Math.round(Math.min(positive(event.properties.engaged_ms), longestSessionMs));
  },
  view_item: (snapshot) => add(snapshot, 'products_viewed', 1),
  add_to_cart: (snapshot) => add(snapshot, 'cart_adds', 1),
  begin_checkout: (snapshot) => add(snapshot, 'checkouts_started', 1),
  identify: (snapshot, event, context) => writeAttributes(snapshot, event.properties.attributes, context),
  form_submit: (snapshot, event, context) => {
    writeAttributes(snapshot, event.properties.fields, context);
    addSource(snapshot, 'form');
  },
  promotion_submitted(snapshot, event, context) {
    writeAttributes(snapshot, event.properties.fields, context);
    recordEngagement(snapshot, event, context.at);
    addSource(snapshot, 'form');
  },
  promotion_exposed: engaged,
  promotion_closed: engaged,
  promotion_clicked: engaged,
  ...Object.fromEntries(
    ['email', 'sms', 'push'].flatMap((means) =>
      ['sent', 'opened', 'clicked'].map((what): [string, Fold] => [
        `${means}_${what}`,
        fromServer((snapshot, event, { at }) => {
          setAttribute(snapshot, `last_${means}_${what}`, { value: event.time, at });
        }),
      ]),
    ),
  ),
  coupon_redeemed: fromServer((snapshot) => add(snapshot, 'redemptions', 1)),
  customer_referred: fromServer((snapshot) => add(snapshot, 'referred_customers', 1)),
  /** Properties: `value` spent and, if known, the `balance` left, in the site's currency. */
  gift_card_used: fromServer((snapshot, event, { at, currency }) => {
    const { value, balance } = event.properties;
    add(snapshot, 'gift_card_spent', toMinor(positive(value), currency));
    if (typeof balance === 'number') {
      setAttribute(snapshot, 'gift_card_balance', { value: toMinor(balance, currency), at });
    }
  }),
  /** Properties: `points` now, `tier` now, and `programme` where there are several. */
  loyalty_changed: fromServer((snapshot, event, { at }) => {
    const { points, tier, programme } = event.properties;
    const suffix = typeof programme === 'string' && /^[a-z0-9]{1,30}$/.test(programme) ? `_${programme}` : '';
    if (typeof points === 'number') setAttribute(snapshot, `loyalty_points${suffix}`, { value: points, at });
    if (typeof tier === 'string') setAttribute(snapshot, `loyalty_tier${suffix}`, { value: tier, at });
  }),
  /** What the daily scoring says (`Scored`). */
  scored(snapshot, event, { at, bySystem }) {
    if (!bySystem) return;
    for (const name of scoredAttributes) {
      const value = event.properties[name];
      if (typeof value === 'number' || typeof value === 'string') setAttribute(snapshot, name, { value, at });
    }
  },
};

/** Folds one event into a profile, in place. */
export function reduceEvent(snapshot: Snapshot, event: Event, context: EventContext): void {
  if (Object.hasOwn(folds, event.name)) folds[event.name]?.(snapshot, event, context);
}

/** Notes where something known of a profile came from. */
export function addSource(snapshot: Snapshot, source: string): void {
  if (snapshot.sources.includes(source)) return;
  snapshot.sources.push(source);
  snapshot.sources.sort();
}

function engaged(snapshot: Snapshot, event: Event, { at }: EventContext): void {
  recordEngagement(snapshot, event, at);
}

/** Money, points and mailings are for the server to tell: a page could say anything. The event itself counts all the same. */
function fromServer(fold: Fold): Fold {
  return (snapshot, event, context) => {
    if (context.byServer) fold(snapshot, event, context);
  };
}

function add(snapshot: Snapshot, counter: string, amount: number): void {
  snapshot.counters[counter] = (snapshot.counters[counter] ?? 0) + amount;
}

function positive(value: unknown): number {
  return typeof value === 'number' && value > 0 ? value : 0;
}
