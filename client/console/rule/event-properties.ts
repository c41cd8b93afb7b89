import type { PropertyType } from '../../../shared/schema/event-definition.ts';

/** A property that a filter may ask for; without a type it is read as the operator says. */
export interface KnownProperty {
  name: string;
  label: string;
  type?: PropertyType;
}

type Typed = Readonly<Record<string, 'text' | 'number'>>;

const page: Typed = { path: 'text', url: 'text', query: 'text', title: 'text', referrer: 'text' };
const order: Typed = { value: 'number', currency: 'text', coupon: 'text' };
const promotion: Typed = { campaign: 'text', variant: 'text' };
const list: Typed = { item_list_name: 'text', item_list_id: 'text' };

/** What the tag, GA4 and the server's routes send with the events that every site knows. */
const ofEvents: Readonly<Record<string, Typed>> = {
  session_start: {
    landing_url: 'text',
    referrer: 'text',
    utm_source: 'text',
    utm_medium: 'text',
    utm_campaign: 'text',
    utm_term: 'text',
    utm_content: 'text',
  },
  page_view: page,
  engagement: { engaged_ms: 'number', scroll_percent: 'number', path: 'text' },
  cart_update: { total_minor: 'number', quantity: 'number', currency: 'text', coupon: 'text' },
  view_item: order,
  view_item_list: list,
  select_item: list,
  add_to_cart: order,
  remove_from_cart: order,
  add_to_wishlist: order,
  view_cart: order,
  begin_checkout: order,
  add_shipping_info: { ...order, shipping_tier: 'text' },
  add_payment_info: { ...order, payment_type: 'text' },
  purchase: { ...order, transaction_id: 'text', tax: 'number', shipping: 'number' },
  refund: { value: 'number', currency: 'text', transaction_id: 'text' },
  search: { search_term: 'text' },
  form_submit: { form: 'text', path: 'text' },
  promotion_exposed: promotion,
  promotion_viewed: promotion,
  promotion_closed: promotion,
  promotion_clicked: promotion,
  promotion_submitted: promotion,
};

const ofItems: Typed = {
  item_name: 'text',
  item_id: 'text',
  item_category: 'text',
  item_brand: 'text',
  item_variant: 'text',
  price: 'number',
  quantity: 'number',
  coupon: 'text',
};

/** Properties of a ready-made event; none of one that is not. */
export function readyProperties(event: string): KnownProperty[] {
  return Object.hasOwn(ofEvents, event) ? known(ofEvents[event] ?? {}) : [];
}

/** What the lines of a cart or an order carry. */
export const itemProperties: readonly KnownProperty[] = known(ofItems);

function known(typed: Typed): KnownProperty[] {
  return Object.entries(typed).map(([name, type]) => ({ name, label: name.replaceAll('_', ' '), type }));
}
