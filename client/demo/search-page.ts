import { pushEvent } from './data-layer.ts';
import { tellLists } from './list-page.ts';
import { part, write } from './page-parts.ts';
import { products } from './products.ts';

/** All products are in the page; those that do not match are taken out. */
export function startSearchPage(): void {
  const term = new URLSearchParams(location.search).get('q')?.trim() ?? '';
  const words = term.toLowerCase().split(/\s+/);
  let count = 0;
  for (const product of products) {
    const text = `${product.name} ${product.category} ${product.brand} ${product.summary}`.toLowerCase();
    if (term && words.every((word) => text.includes(word))) count++;
    else part(`[data-product="${product.id}"]`).remove();
  }
  part<HTMLInputElement>('[name=q]').value = term;
  write('result', term ? `${count} ${count === 1 ? 'thing' : 'things'} for “${term}”` : 'What are you looking for?');
  if (term) pushEvent('search', { search_term: term });
  tellLists();
}
