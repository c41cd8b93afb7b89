import { pushGoods } from './data-layer.ts';
import { findProduct } from './products.ts';

export function startProductPage(): void {
  const product = findProduct(document.body.dataset.product ?? '');
  if (product) pushGoods('view_item', [{ product, quantity: 1 }]);
}
