import { findProduct, type Product } from './products.ts';
import { StoredValue } from './stored-value.ts';

export interface CartLine {
  product: Product;
  quantity: number;
}

const storedLines = new StoredValue('cart');
const maxQuantity = 20;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** What is in the cart, oldest first. Lines that make no sense (unknown product, odd quantity) are dropped. */
export function readCart(): CartLine[] {
  const lines = storedLines.read();
  if (!Array.isArray(lines)) return [];
  return lines.filter(isRecord).flatMap(({ id, quantity }) => {
    const product = typeof id === 'string' ? findProduct(id) : undefined;
    const isCount = Number.isInteger(quantity) && Number(quantity) > 0;
    return product && isCount ? [{ product, quantity: Math.min(Number(quantity), maxQuantity) }] : [];
  });
}

/** Sets how many of a product are in the cart (0 removes it) and answers the change that this made. */
export function setQuantity(product: Product, quantity: number): number {
  const lines = readCart();
  const line = lines.find((candidate) => candidate.product === product);
  const before = line?.quantity ?? 0;
  const after = Math.max(0, Math.min(quantity, maxQuantity));
  if (line) line.quantity = after;
  else lines.push({ product, quantity: after });
  const kept = lines.filter((candidate) => candidate.quantity > 0);
  storedLines.write(kept.map((kept) => ({ id: kept.product.id, quantity: kept.quantity })));
  return after - before;
}

/** Puts more of a product into the cart and answers how many fitted. */
export function addToCart(product: Product, quantity: number): number {
  const before = readCart().find((line) => line.product === product)?.quantity ?? 0;
  return setQuantity(product, before + quantity);
}

export const emptyCart = (): void => storedLines.remove();

export const countItems = (lines: readonly CartLine[]): number =>
  lines.reduce((count, { quantity }) => count + quantity, 0);
