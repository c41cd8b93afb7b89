/** What the timeline of a person can be narrowed to; an event of the site's own is of the kind `other`. */
export const timelineKinds = ['visits', 'products', 'orders', 'forms', 'promotions', 'segments', 'other'] as const;
export type TimelineKind = (typeof timelineKinds)[number];

const names: Readonly<Record<Exclude<TimelineKind, 'other'>, readonly string[]>> = {
  visits: ['session_start', 'page_view', 'engagement'],
  products: [
    'view_item_list',
    'select_item',
    'view_item',
    'search',
    'add_to_wishlist',
    'add_to_cart',
    'remove_from_cart',
    'view_cart',
    'cart_update',
    'begin_checkout',
    'add_shipping_info',
    'add_payment_info',
  ],
  orders: ['purchase', 'refund'],
  forms: ['form_submit', 'identify', 'consent'],
  promotions: ['promotion_exposed', 'promotion_viewed', 'promotion_closed', 'promotion_clicked', 'promotion_submitted'],
  segments: ['segment_entered', 'segment_left'],
};

const kindOf = new Map(
  Object.entries(names).flatMap(([kind, own]) => own.map((name) => [name, kind as TimelineKind] as const)),
);

/** The kind of an event, by its name. */
export function timelineKindOf(name: string): TimelineKind {
  return kindOf.get(name) ?? 'other';
}
