import { adjusted, cartQuantity, totalMinor } from './cart.ts';
import { config } from './config.ts';
import { collecting } from './consent.ts';
import { copyJson } from './new-event.ts';
import { record } from './record.ts';
import type { Cart, Line } from './state.ts';
import { change } from './store.ts';
import { view } from './view.ts';

/** The schema's `commerceEvents`; a test holds the two together, because the tag carries no values of schemas. */
const commerceNames =
  /^(view_item(_list)?|select_item|(add_to|remove_from|view)_cart|add_(to_wishlist|shipping_info|payment_info)|begin_checkout|purchase|refund|search)$/;

export const isCommerce = (name: unknown): name is string => commerceNames.test(String(name));

/** Where the same thing may be told more than once. */
export type Source = 'dataLayer' | 'gtag' | 'api';

/** Two sources that tell the same within this time tell one event. */
const sameMs = 2_000;
const recent = new Map<string, [source: Source, at: number]>();

/** Takes a GA4 e-commerce event: it goes out under its own name, and the cart follows it. */
export async function recordCommerce(name: string, given: object, source: Source): Promise<void> {
  const told = readCart(given);
  if (isRepeated(name, told, source)) return;
  if (/checkout|_info/.test(name)) view.inCheckout = true;
  record(name, told);
  if (/cart|checkout|purchase/.test(name)) await recordCart((items) => followed(name, told, items));
}

/** The cart as the page tells it, whole. */
export function recordWholeCart(given: object): Promise<void> {
  return recordCart(() => readCart(given));
}

function followed(name: string, told: Cart, items: readonly Line[]): Cart {
  const { currency } = told;
  if (/^p/.test(name)) return { currency, items: [] };
  if (/^[vb]/.test(name)) return told;
  return { currency, items: adjusted(items, told.items, /^a/.test(name) ? 1 : -1) };
}

async function recordCart(next: (items: readonly Line[]) => Cart): Promise<void> {
  if (collecting() === 'no') return;
  const cart = await change((state) => {
    const { currency, value, items, coupon } = next(state.cart?.items ?? []);
    const cart = { currency, value, items, coupon };
    if (JSON.stringify(cart) === JSON.stringify(state.cart)) return;
    state.cart = cart;
    return cart;
  });
  if (cart) await record('cart_update', { ...cart, total_minor: totalMinor(cart), quantity: cartQuantity(cart) });
}

/** Shops push numbers as texts too, and leave things out: no price is 0, no quantity is 1. */
function readCart(given: object): Cart & { transaction_id?: unknown } {
  const { value, items = [], ...rest } = copyJson(given) as Partial<Cart>;
  return {
    currency: config.currency,
    ...rest,
    value: Number(value) || undefined,
    items: items.map((item) => ({ ...item, price: Number(item.price) || 0, quantity: Number(item.quantity) || 1 })),
  };
}

function isRepeated(name: string, { items, transaction_id }: ReturnType<typeof readCart>, source: Source): boolean {
  const lines = items.map(({ item_id, item_name, quantity }) => [item_id ?? item_name, quantity]);
  const key = JSON.stringify([name, lines, transaction_id]);
  const [lastSource = source, lastAt = 0] = recent.get(key) ?? [];
  const now = performance.now();
  recent.set(key, [source, now]);
  return lastSource !== source && now - lastAt < sameMs;
}
