import type { Item } from '../../shared/schema/event.ts';
import type { Cart, Line } from './state.ts';

/** The cart's worth in integer minor units of its own currency: as the shop said, else the sum of its lines. */
export function totalMinor({ currency, value, items }: Cart): number {
  // As many digits as "€0.00" or "¥0" has after its first.
  const zeros = (0).toLocaleString('en', { style: 'currency', currency }).replace(/\D/g, '');
  const unit = 10 ** (zeros.length - 1);
  return value
    ? Math.round(value * unit)
    : items.reduce((sum, line) => sum + Math.round(line.price * unit) * line.quantity, 0);
}

/** Pieces over all lines. */
export function cartQuantity({ items }: Cart): number {
  return items.reduce((sum, line) => sum + line.quantity, 0);
}

/** Adds changes (or, with `sign` -1, takes them away): one line per product, none with 0 pieces or less. */
export function adjusted(items: readonly Line[], changes: readonly Line[], sign: 1 | -1): Line[] {
  const lines = new Map(items.map((line) => [productOf(line), line]));
  for (const change of changes) {
    const line = lines.get(productOf(change)) ?? { ...change, quantity: 0 };
    lines.set(productOf(change), { ...line, quantity: line.quantity + sign * change.quantity });
  }
  return [...lines.values()].filter((line) => line.quantity > 0);
}

/** What tells two items apart: the id, or the name of those that have none. */
export const productOf = ({ item_id, item_name }: Item): string | undefined => item_id ?? item_name;
