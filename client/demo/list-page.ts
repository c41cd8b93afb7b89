import { pushList } from './data-layer.ts';
import { findProduct } from './products.ts';

/** Tells of every list that the page shows: `data-list` is its name, the cards in it carry `data-product`. */
export function tellLists(): void {
  for (const list of document.querySelectorAll<HTMLElement>('[data-list]')) {
    const cards = list.querySelectorAll<HTMLElement>('[data-product]');
    const shown = [...cards].flatMap((card) => findProduct(card.dataset.product ?? '') ?? []);
    const name = list.dataset.list ?? '';
    if (shown.length > 0) pushList(name.toLowerCase().replaceAll(' ', '_'), name, shown);
  }
}
