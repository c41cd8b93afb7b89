import { accountPath, searchPath } from '../paths.ts';
import { products } from '../products.ts';
import { html } from './html.ts';
import type { Page } from './layout.ts';
import { productList } from './product-card.ts';

const accountPage: Page = {
  path: accountPath,
  title: 'Account',
  description: 'Sign in, see your orders, and read our letter.',
  script: 'account',
  main: html`<h1 tabindex="-1">Your account</h1>
<div class="columns">
<section class="stack" data-when="out" hidden><h2>Sign in</h2>
<p>No password: this shop keeps your name on this device only.</p>
<form class="stack" id="sign-in"><label>Name <input name="name" autocomplete="name" required></label>
<label>Email <input name="email" type="email" autocomplete="email" required></label>
<button class="button">Sign in</button></form></section>
<section class="stack" data-when="in" hidden><h2 tabindex="-1">Good to see you, <span data-text="name"></span></h2>
<h3>Your orders</h3>
<ul data-orders></ul><p data-row="no-orders">There are none yet.</p>
<button class="button quiet" type="button" data-sign-out>Sign out</button></section>
<section class="letter stack"><h2>Our letter</h2>
<p>Once a month, about harvests, water and patience. Now and then a code, never a flood.</p>
<form class="stack" id="newsletter"><label>Email <input name="email" type="email" autocomplete="email" required data-usher-attribute="email"></label>
<button class="button">Write to me</button></form></section>
</div>`,
};

const searchPage: Page = {
  path: searchPath,
  title: 'Search',
  description: 'Find something in the shop.',
  script: 'search',
  main: html`<section class="lead"><h1>Search</h1><p data-text="result"></p></section>
<section><h2 class="hidden">Found</h2>${productList('Search results', products)}</section>`,
};

export const accountPages: readonly Page[] = [accountPage, searchPage];
