import { categoryPath } from '../paths.ts';
import { type Category, categories, products } from '../products.ts';
import { html } from './html.ts';
import type { Page } from './layout.ts';
import { productList } from './product-card.ts';

const words: Record<Category, { lead: string; title: string; paragraphs: readonly string[] }> = {
  Tea: {
    lead: 'Four leaves. We could sell forty, but these are the ones we drink.',
    title: 'How we buy',
    paragraphs: [
      'Every spring one of us goes. We drink with the growers, agree on a price before the picking, and pay half of it then.',
      'The leaf comes by ship, in chests, and is packed here on Tuesdays. A tin carries the day of its packing, and we would like you to finish it within the year.',
      'What is left over in autumn goes to the school kitchen, which has been very patient with our smoked years.',
    ],
  },
  Teaware: {
    lead: 'Pots, cups and a kettle, made by three pairs of hands.',
    title: 'How it is made',
    paragraphs: [
      'The clay is dug forty kilometres from here, rests over the winter, and is thrown in spring. A pot takes twenty minutes on the wheel and eleven years before that.',
      'We fire twice: once at 980 °C, once at 1,240 °C. One pot in nine cracks. Those become the path to our door.',
      'Iron is poured at Holm Works on the last Friday of the month. If you order a kettle on the Thursday before, you get it warm, more or less.',
    ],
  },
  Table: {
    lead: 'Oak, linen, brass and honey: what stands around the pot.',
    title: 'How to look after it',
    paragraphs: [
      'Oil oak when it looks thirsty, and never leave it in the sink. Linen wants sixty degrees and a line outside. Brass goes dull and then beautiful.',
      'If something breaks, write to us. We repair wood and metal for the price of the post, and we will tell you honestly when it is not worth it.',
    ],
  },
};

export const categoryPages: readonly Page[] = categories.map((name) => {
  const { lead, title, paragraphs } = words[name];
  return {
    path: categoryPath(name),
    title: name,
    description: lead,
    script: 'list',
    main: html`<section class="lead"><h1>${name}</h1><p>${lead}</p></section>
<section><h2 class="hidden">All of it</h2>${productList(
      name,
      products.filter((product) => product.category === name),
      { isFirst: true },
    )}</section>
<section class="prose"><h2>${title}</h2>${paragraphs.map((text) => html`<p>${text}</p>`)}</section>`,
  };
});
