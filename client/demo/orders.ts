import { type CartLine, emptyCart } from './cart.ts';
import { rememberCode } from './code-in-use.ts';
import { findProduct } from './products.ts';
import { StoredValue } from './stored-value.ts';
import { type Code, readCode, type ShippingTier, shippingTiers, totalsOf } from './totals.ts';

export interface Order {
  id: string;
  /** Epoch ms. */
  placedAt: number;
  name: string;
  tier: ShippingTier;
  code?: Code | undefined;
  lines: CartLine[];
  /** Whether analytics has been told: a reload of the page must not sell it twice. */
  isTold: boolean;
}

interface StoredOrder extends Omit<Order, 'lines'> {
  lines: { id: string; quantity: number }[];
}

const storedOrders = new StoredValue('orders');
const keptOrders = 20;

function isStored(value: unknown): value is StoredOrder {
  const order = value as Partial<StoredOrder> | null;
  return (
    typeof order?.id === 'string' &&
    typeof order.placedAt === 'number' &&
    typeof order.name === 'string' &&
    Object.hasOwn(shippingTiers, String(order.tier)) &&
    Array.isArray(order.lines)
  );
}

/** Orders of this device, latest first. */
export function readOrders(): Order[] {
  const orders = storedOrders.read();
  if (!Array.isArray(orders)) return [];
  return orders.filter(isStored).map((order) => ({
    ...order,
    code: readCode(order.code),
    lines: order.lines.flatMap(({ id, quantity }) => {
      const product = findProduct(id);
      return product ? [{ product, quantity }] : [];
    }),
  }));
}

function writeOrders(orders: readonly Order[]): void {
  const stored = orders.slice(0, keptOrders).map((order) => ({
    ...order,
    lines: order.lines.map(({ product, quantity }) => ({ id: product.id, quantity })),
  }));
  storedOrders.write(stored satisfies StoredOrder[]);
}

/** Keeps a new order and empties the cart. */
export function placeOrder(order: Pick<Order, 'name' | 'tier' | 'code' | 'lines'>): void {
  const placedAt = Date.now();
  const id = `NC-${placedAt.toString(36).toUpperCase()}`;
  writeOrders([{ ...order, id, placedAt, isTold: false }, ...readOrders()]);
  emptyCart();
  rememberCode(undefined);
}

export const markTold = (id: string): void =>
  writeOrders(readOrders().map((order) => (order.id === id ? { ...order, isTold: true } : order)));

/** What the customer pays for an order, in minor units. */
export const orderTotals = ({ lines, tier, code }: Order) => totalsOf(lines, tier, code);
