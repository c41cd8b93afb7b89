import { formatMoney } from '../money.ts';
import { picturePath, productPath } from '../paths.ts';
import type { Product } from '../products.ts';
import { type Html, html } from './html.ts';

/** A picture in a square of known size, so that nothing moves when it arrives. */
export const picture = (product: Product, { isLazy }: { isLazy: boolean }): Html =>
  html`<img src="${picturePath(product.id)}" width="400" height="400" alt=""${isLazy ? html` loading="lazy"` : ''}>`;

const card = (product: Product, isLazy: boolean) => html`<li class="card" data-product="${product.id}">
<a href="${productPath(product.id)}">
<span class="panel">${picture(product, { isLazy })}</span>
<strong>${product.name}</strong>
<span>${product.summary}</span>
</a>
<p class="buy"><span class="price">${formatMoney(product.priceMinor)}</span>
<button class="small" type="button" data-add="${product.id}" aria-label="Add ${product.name} to the cart">Add</button></p>
</li>`;

/** A named list of products; analytics knows it by the name. Pictures of the first row are not lazy. */
export const productList = (name: string, shown: readonly Product[], { isFirst = false } = {}): Html =>
  html`<ul class="cards" data-list="${name}">
${shown.map((product, index) => card(product, !(isFirst && index < 4)))}
</ul>`;
