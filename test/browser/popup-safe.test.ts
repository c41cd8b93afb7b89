import type { Server } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { isSafeUrl } from '../../client/popup/safe-url.ts';
import type { Promotion } from '../../shared/schema/promotion.ts';
import { launchBrowser } from '../support/browser.ts';
import { packed } from '../support/naughty-texts.ts';
import { naughtyPromotions } from './naughty-promotions.ts';
import { lightTheme, openHost, promotions, serveHostPage, show } from './popup-fixture.ts';

let browser: Browser;
let server: Server;
let origin: string;
let page: Page;

beforeAll(async () => {
  ({ origin, server } = await serveHostPage());
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  server.close();
});
beforeEach(async () => {
  page = await browser.newPage();
  await openHost(page, origin);
  return () => page.close();
});

const violations = () => page.evaluate(() => window.violations);

test('every layout lives under a strict policy with Trusted Types and shifts nothing', async () => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  const before = await page.locator('#before').boundingBox();
  for (const promotion of Object.values(promotions(lightTheme))) {
    await show(page, promotion);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    expect(await page.locator('#before').boundingBox()).toEqual(before);
    await page.evaluate(() => window.closePopup());
  }
  expect(await violations()).toEqual([]);
  expect(errors).toEqual([]);
  expect(await page.evaluate(() => window.layoutShift)).toBe(0);
});

test('markup in any text is text', async () => {
  const hostile = `"><img src=x onerror="window.violations.push('ran')"><script>window.violations.push('ran')</script>`;
  const options = [{ value: hostile, label: hostile }];
  const promotion: Promotion = {
    layout: 'modal',
    label: hostile,
    theme: lightTheme,
    words: { close: hostile, copy: hostile, copied: hostile },
    blocks: [
      { kind: 'heading', text: hostile },
      { kind: 'text', text: hostile },
      { kind: 'coupon', code: hostile, label: hostile },
      { kind: 'button', text: hostile },
      {
        kind: 'form',
        submit: hostile,
        fields: [
          { kind: 'field', attribute: 'a', type: 'singleSelect', label: hostile, required: false, options },
          { kind: 'field', attribute: 'b', type: 'radio', label: hostile, required: false, options },
          { kind: 'consent', purpose: 'marketing', text: hostile, required: false },
        ],
      },
    ],
    thankYou: [],
  };
  await show(page, promotion);
  expect(await page.locator('usher-popup').locator('img, script').count()).toBe(0);
  expect(await page.locator('usher-popup h2').textContent()).toBe(hostile);
  expect(await violations()).toEqual([]);
});

test('every naughty text is shown as it is, and none runs', async () => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('dialog', async (dialog) => {
    errors.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  await page.evaluate(() => Object.assign(window, { complain: (what: string) => window.violations.push(what) }));
  const blocks: Promotion['blocks'] = [
    ...packed(200).map((text) => ({ kind: 'heading' as const, text })),
    ...packed(2_000).map((text) => ({ kind: 'text' as const, text })),
    ...packed(100).map((text) => ({ kind: 'button' as const, text })),
  ];
  const [first] = naughtyPromotions();
  for (let from = 0; from < blocks.length; from += 20) {
    const some = blocks.slice(from, from + 20);
    await show(page, { ...(first as Promotion), blocks: some });
    const shown = await page.locator('usher-popup').evaluate(({ shadowRoot }) => {
      const elements = [...(shadowRoot?.querySelectorAll('h2, p, button') ?? [])];
      return elements.map(({ textContent }) => textContent);
    });
    expect(shown).toEqual(expect.arrayContaining(some.map((block) => ('text' in block ? block.text : ''))));
    await page.evaluate(() => window.closePopup());
  }
  for (const promotion of naughtyPromotions().slice(-6)) {
    await show(page, promotion);
    await page.evaluate(() => window.closePopup());
  }
  expect(await violations()).toEqual([]);
  expect(errors).toEqual([]);
}, 120_000);

const unsafe = [
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'JAVASCRIPT:alert(1)',
  'data:text/html,<script>1</script>',
  'vbscript:x',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '\\\\evil.example',
  'http://evil.example',
  'https:evil',
  'blob:https://a/b',
  '',
];

test.each(unsafe)('the address %j is not safe', (url) => {
  expect(isSafeUrl(url)).toBe(false);
});

test.each(['https://a.example/b?c#d', 'mailto:a@b.example', 'tel:+49 30 123', '/sale/', '/', '?page=2', '#top'])(
  'the address %j is safe',
  (url) => {
    expect(isSafeUrl(url)).toBe(true);
  },
);

test('links and images with unsafe addresses are left out', async () => {
  await show(page, {
    layout: 'modal',
    label: 'Links',
    theme: lightTheme,
    blocks: [
      ...unsafe.filter(Boolean).flatMap((url): Promotion['blocks'] => [
        { kind: 'button', text: 'Press', url },
        { kind: 'image', url, alt: '', width: 400, height: 300 },
      ]),
      { kind: 'button', text: 'Good', url: '/sale/' },
    ],
    thankYou: [],
  });
  expect(await page.locator('usher-popup a').count()).toBe(1);
  expect(await page.locator('usher-popup img').count()).toBe(0);
  expect(await violations()).toEqual([]);
});

test('rules of the page do not reach into it', async () => {
  await show(page, promotions(lightTheme)['modal-letter'] as Promotion);
  const style = await page.locator('usher-popup .button').evaluate((button) => {
    const { letterSpacing, textTransform, fontSize, backgroundColor, fontFamily } = getComputedStyle(button);
    return { letterSpacing, textTransform, fontSize, backgroundColor, fontFamily };
  });
  expect(style).toEqual({
    letterSpacing: 'normal',
    textTransform: 'none',
    fontSize: '16px',
    backgroundColor: 'rgb(47, 93, 70)',
    // The one thing taken over from the page, so that the promotion looks like the shop's.
    fontFamily: 'Georgia, serif',
  });
});
