import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { darkTheme, lightTheme, openHost, promotions, serveHostPage, show } from './popup-fixture.ts';

let browser: Browser;
let server: Server;
let origin: string;
let axe: string;

beforeAll(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  ({ origin, server } = await serveHostPage());
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  server.close();
});

/** What axe finds in the popup, as "rule: element". */
async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: runner } = window as unknown as { axe: typeof import('axe-core') };
    const { violations } = await runner.run('usher-popup', { resultTypes: ['violations'] });
    return violations.flatMap((v) => v.nodes.map((node) => `${v.id}: ${node.html}`));
  });
}

/** What axe does not look at: covered words, sideways scrolling, small targets, small type in inputs, leaving the screen. */
async function ownFaults(page: Page): Promise<string[]> {
  return [
    ...(await page.evaluate(coveredWords)),
    ...(await page.evaluate(overflows)),
    ...(await page.evaluate(smallControls)),
  ];
}

function coveredWords(): string[] {
  const root = document.querySelector('usher-popup')?.shadowRoot;
  const close = root?.querySelector('.close')?.getBoundingClientRect();
  if (!root || !close) return ['there is no popup'];
  const covers = (line: DOMRect) =>
    line.right > close.left && line.left < close.right && line.bottom > close.top && line.top < close.bottom;
  const range = document.createRange();
  return [...root.querySelectorAll('h2, .box > p, label')].flatMap((block) => {
    range.selectNodeContents(block);
    return [...range.getClientRects()].some(covers) ? `the close button covers "${block.textContent}"` : [];
  });
}

function overflows(): string[] {
  const box = document.querySelector('usher-popup')?.shadowRoot?.querySelector('.box');
  if (!box) return ['there is no popup'];
  const { left, right, top, bottom } = box.getBoundingClientRect();
  const isOutside = left < 0 || top < 0 || right > innerWidth || bottom > innerHeight;
  return [
    box.scrollWidth > box.clientWidth ? 'the box scrolls sideways' : '',
    document.documentElement.scrollWidth > innerWidth ? 'the page scrolls sideways' : '',
    isOutside ? 'it leaves the screen' : '',
  ].filter(Boolean);
}

function smallControls(): string[] {
  const minTargetPx = 44;
  const minTypePx = 16;
  const controls = document
    .querySelector('usher-popup')
    ?.shadowRoot?.querySelectorAll('button, a, input, select, textarea');
  return [...(controls ?? [])].flatMap((control) => {
    const { width, height } = (control.closest('label.option') ?? control).getBoundingClientRect();
    const isSmall = width < minTargetPx || height < minTargetPx;
    const isFine = Number.parseFloat(getComputedStyle(control).fontSize) >= minTypePx;
    return isSmall || !isFine ? `small: ${control.outerHTML}` : [];
  });
}

const viewports = [
  { name: '1280 px', width: 1280, height: 800 },
  { name: '320 px', width: 320, height: 640 },
  // 1280 × 1024 at a zoom of 400 %.
  { name: '400 % zoom', width: 320, height: 256 },
];
const themes = { light: lightTheme, dark: darkTheme };

describe.each(viewports)('at $name', ({ width, height }) => {
  describe.each(Object.entries(themes))('in the %s theme', (_, theme) => {
    test.each(Object.entries(promotions(theme)))('%s has no fault', async (_name, promotion) => {
      const page = await browser.newPage({ viewport: { width, height } });
      await openHost(page, origin);
      await show(page, promotion);
      expect(await ownFaults(page)).toEqual([]);
      expect(await faults(page)).toEqual([]);
      await page.close();
    });
  });
});

test('the close button stays in reach when the content scrolls', async () => {
  const page = await browser.newPage({ viewport: { width: 320, height: 256 } });
  await openHost(page, origin);
  await show(page, promotions(lightTheme)['modal-form'] as Parameters<typeof show>[1]);
  const close = page.getByRole('button', { name: 'Close' });
  const before = await close.boundingBox();
  await page.locator('usher-popup .box').evaluate((box) => box.scrollTo(0, 500));
  expect(await close.boundingBox()).toEqual(before);
  await page.close();
});

test('right-to-left text mirrors the layout, and the language is declared', async () => {
  const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
  await openHost(page, origin);
  const base = promotions(lightTheme)['modal-letter'];
  if (!base) throw new Error('no sample');
  await show(page, {
    ...base,
    lang: 'ar',
    blocks: [{ kind: 'heading', text: 'خصم على طلبك الأول' }, ...base.blocks.slice(1)],
  });
  const { dir, lang, closeLeft } = await page.evaluate(() => {
    const box = document.querySelector('usher-popup')?.shadowRoot?.querySelector<HTMLElement>('.box');
    const close = box?.querySelector('.close')?.getBoundingClientRect();
    return { dir: box && getComputedStyle(box).direction, lang: box?.lang, closeLeft: close?.left };
  });
  expect({ dir, lang }).toEqual({ dir: 'rtl', lang: 'ar' });
  expect(closeLeft).toBeLessThan(100);
  expect(await ownFaults(page)).toEqual([]);
  await page.close();
});

test('nothing moves for those who prefer less motion', async () => {
  const page = await browser.newPage({ reducedMotion: 'reduce' });
  await openHost(page, origin);
  await show(page, promotions(lightTheme)['modal-letter'] as Parameters<typeof show>[1]);
  const animations = await page.evaluate(
    () => document.querySelector('usher-popup')?.shadowRoot?.getAnimations().length,
  );
  expect(animations).toBe(0);
  await page.close();
});

test('buttons, inputs and the box keep their edges in forced colours', async () => {
  const page = await browser.newPage({ forcedColors: 'active' });
  await openHost(page, origin);
  await show(page, promotions(lightTheme)['modal-form'] as Parameters<typeof show>[1]);
  const widths = await page.evaluate(() =>
    [...(document.querySelector('usher-popup')?.shadowRoot?.querySelectorAll('.box, .button, .box select') ?? [])].map(
      (element) => getComputedStyle(element).borderTopWidth,
    ),
  );
  expect(widths).toEqual(['1px', '1px', '1px']);
  await page.close();
});
