import type { CartLine } from './cart.ts';
import type { Product } from './products.ts';

/** Ways of delivery; prices are minor units. */
export const shippingTiers = {
  standard: { label: 'Standard, three to five days', priceMinor: 490 },
  express: { label: 'Express, tomorrow', priceMinor: 990 },
  collect: { label: 'Collect at the studio', priceMinor: 0 },
} as const;
export type ShippingTier = keyof typeof shippingTiers;

/** Codes the till knows. */
const codes = {
  FIRST10: { percentOff: 10, isShippingFree: false },
  SHIPSFREE: { percentOff: 0, isShippingFree: true },
} as const;
export type Code = keyof typeof codes;

/** `undefined` for a code the till does not know. Case and spaces around it do not matter. */
export function readCode(text: unknown): Code | undefined {
  const code = typeof text === 'string' ? text.trim().toUpperCase() : '';
  return code in codes ? (code as Code) : undefined;
}

/** What one piece costs with a code, in minor units; rounded by piece so that lines and total agree. */
export const unitPriceMinor = (product: Product, code: Code | undefined): number =>
  Math.round((product.priceMinor * (100 - (code ? codes[code].percentOff : 0))) / 100);

export interface Totals {
  /** Things only, after the discount. */
  valueMinor: number;
  discountMinor: number;
  shippingMinor: number;
  totalMinor: number;
}

/** What an order of these lines costs. Nothing ships for nothing: an empty cart is 0 throughout. */
export function totalsOf(lines: readonly CartLine[], tier: ShippingTier, code: Code | undefined): Totals {
  const sum = (price: (product: Product) => number) =>
    lines.reduce((total, { product, quantity }) => total + price(product) * quantity, 0);
  const valueMinor = sum((product) => unitPriceMinor(product, code));
  const isFree = lines.length === 0 || (code !== undefined && codes[code].isShippingFree);
  const shippingMinor = isFree ? 0 : shippingTiers[tier].priceMinor;
  return {
    valueMinor,
    discountMinor: sum((product) => product.priceMinor) - valueMinor,
    shippingMinor,
    totalMinor: valueMinor + shippingMinor,
  };
}
