import { adjusted, cartQuantity, productOf, totalMinor } from './cart.ts';
import { config } from './config.ts';
import { collecting } from './consent.ts';
import { copyJson } from './copy-json.ts';
import { record } from './record.ts';
import type { Cart, Line } from './state.ts';
import { change } from './store.ts';
import { view } from './view.ts';

/** The schema's `commerceEvents`, held equal by a test, because the tag carries no values of schemas; and a shop's own `add_…`. */
const commerceNames =
  /^(view_(item(_list)?|cart)|select_item|add_\w+|remove_from_cart|begin_checkout|purchase|refund|search)$/;

export const isCommerce = (name: unknown): name is string => commerceNames.test(name as string);

/** Where the same thing may be told more than once. */
export type Source = 'dataLayer' | 'gtag' | 'api';

/** Two sources that tell the same within this time tell one event. */
const sameMs = 2_000;
const recent = new Map<string, Source>();

/** Takes a GA4 e-commerce event: it goes out under its own name, and the cart follows it. */
export async function recordCommerce(name: string, given: object, source: Source): Promise<void> {
  const told = readCart(given);
  const { currency, items } = told;
  const lines = items.map((item) => [productOf(item), item.quantity]);
  const key = JSON.stringify([name, lines, told.transaction_id]);
  if ((recent.get(key) ?? source) !== source) return;
  recent.set(key, source);
  setTimeout(() => recent.delete(key), sameMs);
  if (/checkout|_info/.test(name)) view.checkout = true;
  record(name, told);
  if (!/cart|checkout|purchase/.test(name)) return;
  await recordCart((cart) => {
    if (/^[vb]/.test(name)) return told;
    return { currency, items: /^p/.test(name) ? [] : adjusted(cart, items, /^a/.test(name) ? 1 : -1) };
  });
}

/** The cart as the page tells it, whole. */
export function recordWholeCart(given: object): Promise<void> {
  return recordCart(() => readCart(given));
}

async function recordCart(next: (items: readonly Line[]) => Cart): Promise<void> {
  if (collecting() === false) return;
  const cart = await change((state) => {
    const { currency, value, items, coupon } = next(state.cart?.items ?? []);
    const cart = { currency, value, items, coupon };
    if (JSON.stringify(cart) !== JSON.stringify(state.cart)) {
      state.cart = cart;
      return cart;
    }
  });
  if (cart) await record('cart_update', { ...cart, total_minor: totalMinor(cart), quantity: cartQuantity(cart) });
}

/** Shops push numbers as texts too, and leave things out: no price is 0, no quantity is 1. */
function readCart(given: object): Cart & { transaction_id?: unknown } {
  const { value, items = [], ...rest } = copyJson(given) as Partial<Cart>;
  return {
    currency: config.currency,
    ...rest,
    value: +(value as number) || undefined,
    items: items.map((item) => ({ ...item, price: +item.price || 0, quantity: +item.quantity || 1 })),
  };
}
