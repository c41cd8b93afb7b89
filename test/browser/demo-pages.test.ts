import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pages } from '../../client/demo/build/pages.ts';
import { products } from '../../client/demo/products.ts';
import { launchBrowser } from '../support/browser.ts';
import { type DemoShop, newVisitor, serveDemo } from './demo-fixture.ts';

let browser: Browser;
let shop: DemoShop;
let axe: string;

beforeAll(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  shop = await serveDemo();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await shop.close();
});

/** One product stands for all: their pages come from one template. */
const looked = pages.filter(({ product }) => !product || product === 'clay-teapot').map(({ path }) => path);

describe.each([
  { name: 'light on a desktop', colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  { name: 'dark on a phone', colorScheme: 'dark', viewport: { width: 320, height: 640 } },
] as const)('$name', ({ colorScheme, viewport }) => {
  test.each(looked)('%s has no fault, breaks no policy and shifts nothing', async (path) => {
    const { page, faults, layoutShift } = await newVisitor(browser, viewport);
    await page.emulateMedia({ colorScheme });
    // With something in the cart and an order placed, so that all parts of a page are there to be looked at.
    await page.goto(`${shop.origin}/demo/teaware/`);
    await page.getByRole('button', { name: 'Add Clay Teapot to the cart' }).click();
    await page.evaluate(() =>
      localStorage.setItem(
        'nettle-and-clay.orders',
        '[{"id":"NC-1","placedAt":1,"name":"Ada","tier":"collect","lines":[{"id":"oak-tray","quantity":1}],"isTold":true}]',
      ),
    );
    await page.goto(shop.origin + path);
    await page.evaluate(() =>
      Promise.all([...document.images].filter((image) => image.loading !== 'lazy').map((image) => image.decode())),
    );
    expect(faults).toEqual([]);
    expect(await layoutShift()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await page.evaluate(axe);
    const found = await page.evaluate(async () => {
      const { axe: runner } = window as unknown as { axe: typeof import('axe-core') };
      const { violations } = await runner.run(document, { resultTypes: ['violations'] });
      return violations.flatMap((v) => v.nodes.map((node) => `${v.id}: ${node.html}`));
    });
    expect(found).toEqual([]);
    await page.context().close();
  });
});

test('every link of every page leads somewhere', async () => {
  const paths = new Set(pages.map(({ path }) => path));
  const { page } = await newVisitor(browser);
  for (const { path } of pages) {
    await page.goto(shop.origin + path);
    const links = await page.locator('a[href^="/"]').evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
    expect(links.filter((link) => !paths.has(link))).toEqual([]);
  }
  await page.context().close();
});

test('pages hold no inline script, style or handler, and one tag that is not the shop’s', async () => {
  for (const { path } of pages) {
    const markup = await (await fetch(shop.origin + path)).text();
    expect(markup).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/);
    expect(markup.match(/usher/gi)).toHaveLength(path === '/demo/account/' ? 2 : 1);
    expect(markup).toContain('<script async src="/t/s_demo.js"></script>');
  }
});

test('the policy stands in the headers and in the page', async () => {
  const policy = "default-src 'self'; img-src 'self' https: data:; object-src 'none'; base-uri 'none'";
  expect(shop.headers['content-security-policy']).toBe(
    `${policy}; require-trusted-types-for 'script'; frame-ancestors 'self'`,
  );
  expect(await (await fetch(`${shop.origin}/demo/`)).text()).toContain('http-equiv="Content-Security-Policy"');
});

test('pages are long enough for scroll depth to mean something', async () => {
  const { page } = await newVisitor(browser);
  for (const path of ['/demo/', '/demo/tea/', '/demo/products/oak-tray/', '/demo/story/']) {
    await page.goto(shop.origin + path);
    const screens = await page.evaluate(() => document.documentElement.scrollHeight / innerHeight);
    expect(screens).toBeGreaterThan(1.3);
  }
  await page.context().close();
});

test('there are about a dozen things, from 9 to 79 euros; the average three make more than 80', () => {
  const prices = products.map(({ priceMinor }) => priceMinor);
  expect(products).toHaveLength(12);
  expect([Math.min(...prices), Math.max(...prices)]).toEqual([900, 7_900]);
  expect((3 * prices.reduce((sum, price) => sum + price, 0)) / prices.length).toBeGreaterThan(8_000);
});
