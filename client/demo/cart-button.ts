import { addToCart, countItems, readCart } from './cart.ts';
import { pushGoods } from './data-layer.ts';
import { announce, part } from './page-parts.ts';
import { findProduct } from './products.ts';

/** Shows how many things are in the cart, in the page's head. */
export function showCount(): void {
  const count = countItems(readCart());
  const badge = part('[data-cart-count]');
  badge.textContent = String(count);
  part('[data-cart-link]').setAttribute('aria-label', `Cart, ${count} ${count === 1 ? 'thing' : 'things'}`);
}

/** Every button `data-add="id"` puts one such product into the cart; with a quantity field beside it, as many. */
export function watchAddButtons(): void {
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-add]') : null;
    const product = findProduct(button?.dataset.add ?? '');
    if (!button || !product) return;
    const wanted = button.closest('form')?.querySelector<HTMLSelectElement>('[name=quantity]')?.value ?? '1';
    const added = addToCart(product, Number(wanted));
    if (added > 0) pushGoods('add_to_cart', [{ product, quantity: added }]);
    showCount();
    announce(added > 0 ? `${product.name} is in your cart.` : `There is no room for more ${product.name} in the cart.`);
  });
}
