import type { CartLine } from './cart.ts';
import { currency, majorUnits } from './money.ts';
import type { Product } from './products.ts';
import { type Code, unitPriceMinor } from './totals.ts';

declare global {
  interface Window {
    /** Where shops leave their events for whatever analytics is on the page. */
    dataLayer?: unknown[];
  }
}

/** An item in the words of GA4 e-commerce. */
export interface AnalyticsItem {
  item_id: string;
  item_name: string;
  item_brand: string;
  item_category: string;
  price: number;
  quantity: number;
  discount?: number;
  index?: number;
}

/** GA4: `price` is what is paid for one piece, `discount` what was taken off it. */
export function analyticsItem({ product, quantity }: CartLine, code?: Code): AnalyticsItem {
  const paidMinor = unitPriceMinor(product, code);
  return {
    item_id: product.id,
    item_name: product.name,
    item_brand: product.brand,
    item_category: product.category,
    price: majorUnits(paidMinor),
    quantity,
    ...(paidMinor < product.priceMinor ? { discount: majorUnits(product.priceMinor - paidMinor) } : {}),
  };
}

function push(entry: unknown): void {
  window.dataLayer ??= [];
  window.dataLayer.push(entry);
}

/** An event without goods, such as `search` or `login`. */
export const pushEvent = (event: string, parameters: Record<string, string>): void => push({ event, ...parameters });

/** Clears the last goods first, as Google asks, so that no field of one event leaks into the next. */
function pushEcommerce(event: string, ecommerce: Record<string, unknown>): void {
  push({ ecommerce: null });
  push({ event, ecommerce });
}

/** An event about things with a value: `view_item`, `add_to_cart`, `begin_checkout` and so on. */
export function pushGoods(
  event: string,
  lines: readonly CartLine[],
  { code, ...more }: { code?: Code | undefined; [parameter: string]: unknown } = {},
): void {
  const valueMinor = lines.reduce((sum, line) => sum + unitPriceMinor(line.product, code) * line.quantity, 0);
  pushEcommerce(event, {
    currency,
    value: majorUnits(valueMinor),
    ...(code ? { coupon: code } : {}),
    ...more,
    items: lines.map((line) => analyticsItem(line, code)),
  });
}

/** `view_item_list`: what a list shows, in order. */
export function pushList(id: string, name: string, shown: readonly Product[]): void {
  const items = shown.map((product, index) => ({ ...analyticsItem({ product, quantity: 1 }), index }));
  pushEcommerce('view_item_list', { item_list_id: id, item_list_name: name, items });
}
