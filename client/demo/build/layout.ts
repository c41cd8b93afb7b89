import { accountPath, cartPath, categoryPath, home, searchPath, storyPath } from '../paths.ts';
import { categories } from '../products.ts';
import { Html, html } from './html.ts';

export interface Page {
  /** Where it stands, with a slash at both ends. */
  path: string;
  title: string;
  description: string;
  /** Which part of the shop's script it needs; see `shop.ts`. */
  script: 'list' | 'product' | 'search' | 'cart' | 'checkout' | 'order' | 'account' | 'none';
  /** Id of the product that the page is about. */
  product?: string;
  main: Html;
}

const policy = [
  "default-src 'self'",
  "img-src 'self' https: data:",
  "object-src 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
];

/** The policy as a header. A `<meta>` may not carry `frame-ancestors`. */
export const policyHeader = [...policy, "frame-ancestors 'self'"].join('; ');

const glass = new Html(
  '<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/></svg>',
);
const bag = new Html(
  '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 8h14l-1 12.5H6zM8.5 10.5V7a3.5 3.5 0 0 1 7 0v3.5"/></svg>',
);
const person = new Html(
  '<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="8" r="4"/><path d="M4.5 20.5a7.5 7.5 0 0 1 15 0"/></svg>',
);
const leaf = new Html(
  '<svg viewBox="0 0 32 32" aria-hidden="true"><path d="M16 29V15M16 20C7 20 4 13 5 5c8 0 12 6 11 13M16 24c7 0 11-5 10-12-6 0-10 4-10 10"/></svg>',
);

const head = (page: Page) => html`<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy.join('; ')}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title} · Nettle & Clay</title>
<meta name="description" content="${page.description}">
<link rel="icon" href="/demo/pictures/leaf.svg" type="image/svg+xml">
<link rel="stylesheet" href="/demo/assets/shop.css">
<script type="module" src="/demo/assets/shop.js" blocking="render"></script>
<script async src="/t/s_demo.js"></script>`;

const header = (page: Page) => html`<a class="skip" href="#main">Skip to the content</a>
<header class="top">
<a class="brand" href="${home}">${leaf}<span>Nettle & Clay</span></a>
<nav aria-label="Shop">
${categories.map((name) => {
  const path = categoryPath(name);
  return html`<a href="${path}"${page.path === path ? html` aria-current="page"` : ''}>${name}</a>`;
})}
<a href="${storyPath}"${page.path === storyPath ? html` aria-current="page"` : ''}>Our story</a>
</nav>
<form class="search" role="search" action="${searchPath}">
<input type="search" name="q" aria-label="Search the shop" placeholder="Search" required>
<button aria-label="Search">${glass}</button>
</form>
<a class="icon" href="${accountPath}" aria-label="Account">${person}</a>
<a class="icon" href="${cartPath}" aria-label="Cart" data-cart-link>${bag}<span class="count" data-cart-count>0</span></a>
</header>`;

const footer = html`<footer class="foot">
<div><p class="brand">${leaf}<span>Nettle & Clay</span></p><p>Small-batch tea and the clay it is poured from.</p></div>
<nav aria-label="More">
${categories.map((name) => html`<a href="${categoryPath(name)}">${name}</a>`)}
<a href="${storyPath}">Our story</a><a href="${accountPath}">Account and newsletter</a>
</nav>
<p class="note">This shop is made up: it is the demo of Usher, an open-source onsite targeting system, and nothing here is for sale.
To begin again as a new visitor, open a private window or clear this site’s data in the browser. <code>npm run reset</code> empties the server.</p>
</footer>`;

/** A whole document. */
export const layout = (page: Page): string =>
  html`<!doctype html>
<html lang="en">
<head>
${head(page)}
</head>
<body data-page="${page.script}"${page.product ? html` data-product="${page.product}"` : ''}>
${header(page)}
<main id="main" tabindex="-1">
${page.main}
</main>
${footer}
<p id="status" role="status"></p>
</body>
</html>
`.markup;
