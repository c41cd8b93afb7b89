import { pushGoods } from './data-layer.ts';
import { formatMoney, majorUnits } from './money.ts';
import { markTold, orderTotals, readOrders } from './orders.ts';
import { part, write } from './page-parts.ts';

/** Thanks for the latest order, and tells analytics of it once. */
export function startOrderPage(): void {
  const order = readOrders()[0];
  part('[data-when=empty]').hidden = order !== undefined;
  part('[data-when=full]').hidden = order === undefined;
  if (!order) return;
  const { shippingMinor, totalMinor } = orderTotals(order);
  write('name', order.name);
  write('id', order.id);
  write('total', formatMoney(totalMinor));
  if (order.isTold) return;
  pushGoods('purchase', order.lines, {
    code: order.code,
    transaction_id: order.id,
    shipping: majorUnits(shippingMinor),
  });
  markTold(order.id);
}
