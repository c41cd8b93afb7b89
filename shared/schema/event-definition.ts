import * as z from 'zod';
import { Name } from './names.ts';

export const propertyTypes = ['text', 'number', 'flag', 'list'] as const;
export type PropertyType = (typeof propertyTypes)[number];

/** An event of the site's own, as a marketer declares it. */
export const EventDefinition = z.strictObject({
  name: Name,
  label: z.string().trim().min(1).max(100),
  notes: z.string().max(1_000).optional(),
  properties: z
    .array(z.strictObject({ name: Name, label: z.string().trim().min(1).max(100), type: z.enum(propertyTypes) }))
    .max(64),
});
export type EventDefinition = z.infer<typeof EventDefinition>;

/** Events that every site knows, by the names a marketer reads. Shops push those of commerce; the others are made or told by the server. */
export const readyEvents: readonly { name: string; label: string }[] = [
  { name: 'ad_interaction', label: 'Ad interaction' },
  { name: 'email_interaction', label: 'Email interaction' },
  { name: 'influencer_interaction', label: 'Influencer interaction' },
  { name: 'social_interaction', label: 'Social media interaction' },
  { name: 'organic_search_interaction', label: 'Organic search interaction' },
  { name: 'referral_interaction', label: 'Referral interaction' },
  { name: 'session_start', label: 'Session started' },
  { name: 'page_view', label: 'Page viewed' },
  { name: 'view_item', label: 'Product viewed' },
  { name: 'view_item_list', label: 'Collection viewed' },
  { name: 'select_item', label: 'Product chosen' },
  { name: 'search', label: 'Search submitted' },
  { name: 'view_cart', label: 'Cart viewed' },
  { name: 'cart_update', label: 'Cart changed' },
  { name: 'add_to_cart', label: 'Added to cart' },
  { name: 'remove_from_cart', label: 'Removed from cart' },
  { name: 'add_to_wishlist', label: 'Added to wish list' },
  { name: 'begin_checkout', label: 'Checkout started' },
  { name: 'add_shipping_info', label: 'Address submitted' },
  { name: 'add_payment_info', label: 'Payment info submitted' },
  { name: 'purchase', label: 'Checkout completed (order)' },
  { name: 'refund', label: 'Refunded' },
  { name: 'form_submit', label: 'Form submitted' },
  { name: 'promotion_exposed', label: 'Promotion due' },
  { name: 'promotion_viewed', label: 'Promotion seen' },
  { name: 'promotion_closed', label: 'Promotion closed' },
  { name: 'promotion_clicked', label: 'Promotion clicked' },
  { name: 'promotion_submitted', label: 'Promotion submitted' },
  { name: 'email_sent', label: 'Email sent' },
  { name: 'email_opened', label: 'Email opened' },
  { name: 'email_clicked', label: 'Email clicked' },
  { name: 'sms_sent', label: 'SMS sent' },
  { name: 'sms_clicked', label: 'SMS clicked' },
  { name: 'push_sent', label: 'Push sent' },
  { name: 'push_opened', label: 'Push opened' },
  { name: 'coupon_redeemed', label: 'Coupon redeemed' },
  { name: 'gift_card_used', label: 'Gift card used' },
  { name: 'customer_referred', label: 'Customer referred' },
  { name: 'loyalty_changed', label: 'Loyalty changed' },
];

/** What the tag and the server's routes send of themselves; nothing for a marketer to declare. */
export const plumbingEvents: readonly string[] = ['engagement', 'identify', 'consent', 'tag_error'];
