import type { Item } from '../../shared/schema/event.ts';
import type { Cart, Line } from './state.ts';

/** The cart's worth in integer minor units of its own currency: as the shop said, else the sum of its lines. */
export function totalMinor({ currency, value, items }: Cart): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const unit = 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2);
  return value
    ? Math.round(value * unit)
    : items.reduce((sum, line) => sum + Math.round(line.price * unit) * line.quantity, 0);
}

/** Pieces over all lines. */
export function cartQuantity({ items }: Cart): number {
  return items.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** Adds changes (or, with `sign` -1, takes them away): one line per product and variant, none with 0 pieces or less. */
export function adjusted(items: readonly Line[], changes: readonly Line[], sign: 1 | -1): Line[] {
  const lines = new Map(items.map((line) => [nameOf(line), line]));
  for (const change of changes) {
    const line = lines.get(nameOf(change));
    lines.set(nameOf(change), { ...change, ...line, quantity: (line?.quantity ?? 0) + sign * change.quantity });
  }
  return [...lines.values()].filter(({ quantity }) => quantity > 0);
}

const nameOf = ({ item_id, item_name, item_variant }: Item): string => `${item_id ?? item_name} ${item_variant}`;
