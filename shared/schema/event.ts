import * as z from 'zod';
import { Name } from './names.ts';

/**
 * Canonical names. Commerce follows GA4 (`purchase`, `items[]` …), which shops already push; the rest are the tag's own.
 * Any other well-formed name is a custom event.
 */
export const commerceEvents = [
  'view_item_list',
  'select_item',
  'view_item',
  'add_to_wishlist',
  'add_to_cart',
  'remove_from_cart',
  'view_cart',
  'begin_checkout',
  'add_shipping_info',
  'add_payment_info',
  'purchase',
  'refund',
  'search',
] as const;

export const tagEvents = [
  /** First event of a session. Properties: `referrer`, `landing_url`, `utm_source` … `utm_content`. */
  'session_start',
  /** Properties: `url`, `path`, `query`, `title`, `referrer`. */
  'page_view',
  /** Delta since the last one on this page. Properties: `engaged_ms`, `scroll_percent` (deepest so far), `path`. */
  'engagement',
  /** The cart as it is now. Properties: `total_minor`, `currency`, `quantity`, `items`, `coupon`. */
  'cart_update',
  /** A form of the host page. Properties: `form`, `path`, and `fields` marked with `data-usher-attribute`. */
  'form_submit',
  /** `usher('identify', attributes)`. Properties: `attributes`. */
  'identify',
  /** Properties: one boolean per purpose. */
  'consent',
  /** A promotion was due; recorded for control too, before rendering. Properties of all promotion events: `PromotionProperties`. */
  'promotion_exposed',
  /** At least half visible for a second. */
  'promotion_viewed',
  'promotion_closed',
  'promotion_clicked',
  'promotion_submitted',
  /** Failures caught by the tag's guard. Properties: `count`, `last`. */
  'tag_error',
] as const;

/** Property values: JSON of limited depth; only `items` and form `fields` nest in practice. */
export type PropertyValue = string | number | boolean | null | PropertyValue[] | { [name: string]: PropertyValue };

/** One line of a cart or an order, in GA4's names. `price` is in major units, as shops push it. */
export const Item = z.looseObject({
  item_id: z.string().optional(),
  item_name: z.string().optional(),
  item_category: z.string().optional(),
  item_brand: z.string().optional(),
  item_variant: z.string().optional(),
  price: z.number().optional(),
  quantity: z.number().optional(),
  coupon: z.string().optional(),
});
export type Item = z.infer<typeof Item>;

/** One thing that happened, as the tag sends it. */
export const Event = z.strictObject({
  name: Name,
  /** Epoch ms by the browser's clock; the server corrects it once, when the batch is first committed. */
  time: z.number().int().nonnegative(),
  /** Session id, assigned by the tag. */
  session: z.string().min(1).max(32),
  /** Page view id: all events of one page view share it. */
  view: z.string().max(32).optional(),
  properties: z.record(z.string(), z.json()),
});
export type Event = z.infer<typeof Event>;

/** Carried by every promotion event. */
export const PromotionProperties = z.looseObject({
  campaign: z.string(),
  variant: z.string(),
  /** Random id made at exposure; joins the exposure with what followed, and is counted once. */
  decision: z.string().min(8).max(32),
  /** `promotion_submitted`: attribute values by name. */
  fields: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])).optional(),
  /** `promotion_submitted`: the exact text agreed or not agreed to. */
  consents: z
    .array(z.strictObject({ purpose: z.string(), text: z.string(), granted: z.boolean() }))
    .max(10)
    .optional(),
});
export type PromotionProperties = z.infer<typeof PromotionProperties>;
