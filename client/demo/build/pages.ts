import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { accountPages } from './account-pages.ts';
import { categoryPages } from './category-pages.ts';
import { homePage } from './home-page.ts';
import { layout, type Page, policyHeader } from './layout.ts';
import { pictures } from './pictures.ts';
import { productPages } from './product-pages.ts';
import { storyPage } from './story-page.ts';
import { tillPages } from './till-pages.ts';

/** Every page of the shop. */
export const pages: readonly Page[] = [
  homePage,
  ...categoryPages,
  ...productPages,
  ...tillPages,
  ...accountPages,
  storyPage,
];

/** Rules for Workers static assets (`_headers`): the shop lives under the policy that a careful shop would have. */
const headers = `/demo/*
  Content-Security-Policy: ${policyHeader}
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
`;

/** Writes the shop into `dist/demo/` and its header rules into `dist/_headers`. */
export async function buildDemo(dist: string): Promise<void> {
  const source = dirname(dirname(fileURLToPath(import.meta.url)));
  const write = async (path: string, text: string) => {
    const file = join(dist, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  };
  await Promise.all([
    write('_headers', headers),
    ...pages.map((page) => write(`${page.path}index.html`, layout(page))),
    ...Object.entries(pictures).map(([name, markup]) => write(`demo/pictures/${name}.svg`, markup)),
    build({
      entryPoints: [join(source, 'shop.ts'), join(source, 'shop.css')],
      outdir: join(dist, 'demo/assets'),
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2022',
    }),
  ]);
}
