import { categoryPath, storyPath } from '../paths.ts';
import { html } from './html.ts';
import type { Page } from './layout.ts';

const chapters = [
  [
    'A kiln and a bicycle',
    'In 2014 Ilka Varga rented half a barn because it had a chimney. The other half belonged to Jonas Holm’s tea: four chests, a set of scales, and a bicycle with a box in front.',
    'The barn was cold. She had a kiln, he had hot water. It took about a week.',
  ],
  [
    'The first pot',
    'The first teapot that Ilka made for Jonas dripped. So did the second. He drank from it for a year and kept a list of what was wrong, which she has framed.',
    'The spout you can buy today is the fifth. We think it is done.',
  ],
  [
    'What we do not do',
    'We do not blend, flavour or scent. We do not sell anything that we do not use. We do not take more than nine out of ten pots a potter makes, because the tenth is theirs.',
    'We also do not have sales. There is a code now and then, for those who read our letter.',
  ],
  [
    'The people',
    'Six of us work here. Agnes packs, and knows every postcode by heart. Holm Works is Jonas’s brother, who pours iron and is impossible to reach by telephone.',
    'The bees belong to our neighbour Frau Petersen. She asks you to rinse the jar.',
  ],
  [
    'Come by',
    'The studio is open on Fridays and Saturdays, from ten until the kettle is empty. There is one long table. Sit down, someone will pour.',
    'If you come from far away, write before. If you come from near, bring a cup.',
  ],
] as const;

export const storyPage: Page = {
  path: storyPath,
  title: 'Our story',
  description: 'How a potter and a tea merchant came to share a kiln, a kettle and a shop.',
  script: 'none',
  main: html`<section class="lead"><h1>Our story</h1><p>How a potter and a tea merchant came to share a kiln, a kettle and a shop.</p></section>
<section class="prose">
${chapters.map(([title, ...paragraphs]) => html`<h2>${title}</h2>${paragraphs.map((text) => html`<p>${text}</p>`)}`)}
<p><a class="button" href="${categoryPath('Teaware')}">See what comes out of the kiln</a></p></section>`,
};
