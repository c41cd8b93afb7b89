import { categoryPath, storyPath } from '../paths.ts';
import { type Category, categories, products } from '../products.ts';
import { html } from './html.ts';
import type { Page } from './layout.ts';
import { productList } from './product-card.ts';

const featured = ['mountain-oolong', 'clay-teapot', 'pair-of-cups', 'heather-honey'];

const invitations: Record<Category, string> = {
  Tea: 'Four leaves, bought where they grow',
  Teaware: 'Thrown, turned and cast by people we know',
  Table: 'What stands around the pot',
};

const brewing = [
  ['Warm the pot', 'Pour in a little hot water, swirl it, pour it out. A cold pot steals ten degrees.'],
  [
    'Weigh the leaf',
    'A heaped spoon of oolong is six grams, one of black tea three. A kitchen scale ends the argument.',
  ],
  ['Let the water rest', 'Boiling water scalds green leaf. Two minutes with the lid off bring it to 85 °C.'],
  [
    'Wait, but not too long',
    'Most of what is good comes out in the first two minutes; most of what is bitter comes after four.',
  ],
  ['Pour to the last drop', 'What stays on the leaf goes on brewing, and spoils the second cup.'],
] as const;

const letters = [
  ['The pot does not drip. I have poured forty cups to make sure.', 'Maren, Kiel'],
  ['Smoked Pine smells like my grandfather’s coat. I mean that kindly.', 'Tomasz, Gdynia'],
  ['I bought one pair of cups. Then it was winter, and I bought another.', 'Inés, Oviedo'],
] as const;

/** The front page: long enough that how far people scroll says something. */
export const homePage: Page = {
  path: '/demo/',
  title: 'Tea and the clay it is poured from',
  description: 'Small-batch tea, hand-thrown teaware, and what stands around the pot.',
  script: 'list',
  main: html`<section class="hero">
<div><p class="kicker">The spring picking is here</p>
<h1>Slow tea,<br>in honest clay.</h1>
<p>We buy four leaves from people we visit every year, and the pots to pour them from at the studio next door. That is the whole shop.</p>
<p class="actions"><a class="button" href="${categoryPath('Tea')}">Choose a tea</a> <a class="button quiet" href="${storyPath}">Who we are</a></p></div>
<img src="/demo/pictures/hero.svg" width="640" height="560" alt="A clay teapot and two cups on a tray, steam rising">
</section>
<section><h2>What we reach for first</h2>
${productList(
  'Featured',
  featured.flatMap((id) => products.find((product) => product.id === id) ?? []),
  { isFirst: true },
)}</section>
<section class="tiles" aria-label="Departments">
${categories.map((name) => html`<a class="tile ${name.toLowerCase()}" href="${categoryPath(name)}"><strong>${name}</strong><span>${invitations[name]}</span></a>`)}
</section>
<section class="prose"><h2>Five things about brewing</h2>
<ol class="steps">${brewing.map(([title, text]) => html`<li><h3>${title}</h3><p>${text}</p></li>`)}</ol></section>
<section><h2>Letters we kept</h2>
<div class="letters">${letters.map(([text, from]) => html`<blockquote><p>${text}</p><footer>${from}</footer></blockquote>`)}</div></section>
<section class="band"><h2>Next door, since 2014</h2>
<p>Ilka threw pots, Jonas sold tea from a bicycle. They shared a kiln, then a kettle, then a shop. Everything you see here was on our own table first.</p>
<a class="button" href="${storyPath}">Read the story</a></section>`,
};
