import { formatMoney } from '../money.ts';
import { accountPath, cartPath, categoryPath, checkoutPath, orderPath } from '../paths.ts';
import { shippingTiers } from '../totals.ts';
import { html } from './html.ts';
import type { Page } from './layout.ts';

const maxQuantity = 20;
const quantities = Array.from({ length: maxQuantity + 1 }, (_, count) => count);

const payments = ['Invoice, within 14 days', 'Bank transfer', 'In cash, when collecting'];

const nothing = (text: string) =>
  html`<div class="nothing stack" data-when="empty" hidden><p>${text}</p><a class="button" href="${categoryPath('Tea')}">Choose a tea</a></div>`;

const cartPage: Page = {
  path: cartPath,
  title: 'Cart',
  description: 'What you have chosen so far.',
  script: 'cart',
  main: html`<h1 tabindex="-1">Your cart</h1>
${nothing('There is nothing in it yet.')}
<div class="till" data-when="full" hidden>
<ul class="lines" data-lines></ul>
<aside class="stack" aria-label="Total">
<dl><div><dt>Things</dt><dd data-text="things"></dd></div>
<div data-row="discount" hidden><dt>Discount</dt><dd data-text="discount"></dd></div>
<div><dt>Standard delivery</dt><dd data-text="shipping"></dd></div>
<div class="sum"><dt>Total</dt><dd data-text="total"></dd></div></dl>
<a class="button" href="${checkoutPath}">Go to checkout</a>
<form class="code" data-form="code"><label for="code">A code, if you have one</label>
<div><input id="code" name="code" autocomplete="off" autocapitalize="characters"><button class="small">Use</button></div>
<p data-text="code" role="status"></p></form>
</aside></div>
<template id="cart-line"><li data-line><img width="96" height="96" alt=""><a data-text="name" href="#"></a>
<select>${quantities.slice(1).map((count) => html`<option>${count}</option>`)}</select>
<span class="price" data-text="price"></span><button class="plain" type="button">Remove</button></li></template>`,
};

const checkoutPage: Page = {
  path: checkoutPath,
  title: 'Checkout',
  description: 'Delivery, payment, review.',
  script: 'checkout',
  main: html`<h1>Checkout</h1>
${nothing('There is nothing to pay for yet.')}
<div class="till" data-when="full" hidden>
<form data-form="checkout" id="checkout" novalidate>
<fieldset class="stack" data-step="delivery"><legend tabindex="-1">1. Delivery</legend>
<label>Name <input name="name" autocomplete="name" required></label>
<label>Email <input name="email" type="email" autocomplete="email" required></label>
<label>Street and number <input name="street" autocomplete="street-address" required></label>
<div class="pair"><label>Postcode <input name="postcode" autocomplete="postal-code" required></label>
<label>City <input name="city" autocomplete="address-level2" required></label></div>
${Object.entries(shippingTiers).map(
  (
    [tier, { label, priceMinor }],
    index,
  ) => html`<label class="choice"><input type="radio" name="tier" value="${tier}"${index === 0 ? html` checked` : ''}>
<span>${label}</span> <span>${priceMinor === 0 ? 'free' : formatMoney(priceMinor)}</span></label>`,
)}
<button class="button">Continue to payment</button></fieldset>
<fieldset class="stack" data-step="payment" hidden><legend tabindex="-1">2. Payment</legend>
<p>This shop is a demo, so it asks for no card.</p>
${payments.map(
  (name, index) =>
    html`<label class="choice"><input type="radio" name="payment" value="${name}"${index === 0 ? html` checked` : ''}><span>${name}</span></label>`,
)}
<button class="button">Continue to review</button><button class="plain" type="button" data-back="delivery">Back to delivery</button></fieldset>
<fieldset class="stack" data-step="review" hidden><legend tabindex="-1">3. Review</legend>
<p data-text="address"></p><p data-text="way"></p>
<button class="button">Place the order</button><button class="plain" type="button" data-back="payment">Back to payment</button></fieldset>
</form>
<aside class="stack" aria-label="Your order"><ul data-lines></ul>
<dl><div><dt>Things</dt><dd data-text="things"></dd></div>
<div><dt>Delivery</dt><dd data-text="shipping"></dd></div>
<div class="sum"><dt>Total</dt><dd data-text="total"></dd></div></dl></aside>
</div>`,
};

const orderPage: Page = {
  path: orderPath,
  title: 'Thank you',
  description: 'Your order is on its way.',
  script: 'order',
  main: html`<h1>Thank you</h1>
${nothing('There is no order on this device yet.')}
<div class="prose" data-when="full" hidden>
<p>The kettle is on, <span data-text="name"></span>. Your order <strong data-text="id"></strong> over <strong data-text="total"></strong> is with Agnes, who packs it tomorrow morning.</p>
<p>You find it in your <a href="${accountPath}">account</a>.</p>
<h2>While you wait</h2>
<p>Rinse a new pot with hot water, twice, and nothing else. Choose the tea that it will serve, and make a first, strong pot of it for the clay, not for you.</p>
<p><a class="button" href="${categoryPath('Table')}">What stands around the pot</a></p></div>`,
};

export const tillPages: readonly Page[] = [cartPage, checkoutPage, orderPage];
