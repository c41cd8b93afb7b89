import { formatMoney } from '../money.ts';
import { categoryPath, productPath } from '../paths.ts';
import { type Product, products } from '../products.ts';
import { html } from './html.ts';
import type { Page } from './layout.ts';
import { picture, productList } from './product-card.ts';

const quantities = [1, 2, 3, 4, 5, 6];
const shownBeside = 4;

/** Others, those of other departments first: what goes with it rather than what replaces it. */
const companions = (product: Product) =>
  [
    ...products.filter((other) => other.category !== product.category),
    ...products.filter((other) => other.category === product.category && other !== product),
  ]
    .sort((one, other) => distance(one, product) - distance(other, product))
    .slice(0, shownBeside);

/** A fixed shuffle, so that every page shows other companions. */
const distance = (one: Product, other: Product) =>
  (products.indexOf(one) * 5 + products.indexOf(other) * 7) % products.length;

export const productPages: readonly Page[] = products.map((product) => ({
  path: productPath(product.id),
  title: product.name,
  description: product.summary,
  script: 'product',
  product: product.id,
  main: html`<p class="crumbs"><a href="${categoryPath(product.category)}">${product.category}</a></p>
<section class="product">
<div class="panel">${picture(product, { isLazy: false })}</div>
<div class="stack"><p class="kicker">${product.brand}</p>
<h1>${product.name}</h1>
<p class="sub">${product.summary}</p>
<p class="price">${formatMoney(product.priceMinor)}</p>
<form><label>Quantity <select name="quantity">${quantities.map((count) => html`<option>${count}</option>`)}</select></label>
<button class="button" type="button" data-add="${product.id}">Add to cart</button></form>
<p>${product.story[0]}</p>
<ul class="ticks">${product.details.map((detail) => html`<li>${detail}</li>`)}</ul></div>
</section>
<section class="prose"><h2>The longer story</h2>${product.story.slice(1).map((text) => html`<p>${text}</p>`)}
<h3>Delivery and returns</h3>
<p>Packed in straw and paper on the next working day. Standard delivery takes three to five days, express comes tomorrow, and if you live near the studio, collect it and stay for a cup.</p>
<p>Send it back within thirty days, used or not. If it arrives broken, send us a photo; the new one leaves the same day, and you need not return the pieces.</p></section>
<section><h2>Goes well with</h2>${productList('Goes well with', companions(product))}</section>`,
}));
