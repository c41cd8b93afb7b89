import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { Collector } from '../support/collector.ts';
import { numbers, send, stored, track } from '../support/numbered-events.ts';
import { untilStored } from '../support/until-stored.ts';
import { hurry, newVisitor, usher, visit } from '../support/visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const dayMs = 86_400_000;

test('what was engaged on a page that is left comes with the next one', async () => {
  await using peer = await Collector.start();
  const { page, errors } = await visit(browser, peer);
  await page.mouse.move(200, 200);
  for (let visits = 0; visits < 3; visits++) {
    // Not in the middle of a transaction: the browser would abort what waits behind it.
    await untilStored(page, ({ batches, outbox }) => batches.length + outbox.length === 0);
    await page.goto(`${peer.origin}/other`);
    await peer.until(() => peer.named('page_view').length === visits + 2, 'the next page');
  }
  await hurry(page);
  await peer.until(() => peer.named('engagement').length >= 3, 'engagement of the pages before');
  expect(peer.named('engagement')[0]?.properties.path).toBe('/');
  expect(new Set(peer.named('engagement').map(({ view }) => view)).size).toBe(3);
  expect(errors).toEqual([]);
});

test.each([2 * dayMs, -2 * dayMs])('a clock that jumps by %i ms loses nothing and begins a session', async (jumpMs) => {
  await using peer = await Collector.start();
  const { page, errors } = await visit(browser, peer);
  await page.evaluate((by) => {
    const { now } = Date;
    Date.now = () => now() + by;
  }, jumpMs);
  await send(page, 1, 2);
  await peer.until(() => numbers(peer).length === 2, 'both events');
  expect(peer.named('session_start')).toHaveLength(2);
  expect(new Set(peer.named('numbered').map(({ session }) => session)).size).toBe(1);
  expect(errors).toEqual([]);
});

test('after a gap of 30 minutes a session begins; after 29 it goes on', async () => {
  await using peer = await Collector.start();
  const { page } = await visit(browser, peer);
  const later = (minutes: number) =>
    page.evaluate((by) => {
      const { now } = Date;
      Date.now = () => now() + by * 60_000;
    }, minutes);
  await later(29);
  await send(page, 1);
  await peer.until(() => numbers(peer).length === 1, 'the first event');
  expect(peer.named('session_start')).toHaveLength(1);
  await later(31);
  await send(page, 2);
  await peer.until(() => numbers(peer).length === 2, 'the second event');
  expect(peer.named('session_start')).toHaveLength(2);
});

test('a page opened in the background is counted when it is first looked at', async () => {
  await using peer = await Collector.start();
  const { context, open } = await newVisitor(browser, peer);
  await context.addInitScript(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
  });
  const page = await open('/');
  await page.waitForFunction(() => 'usher' in window);
  await usher(page, 'track', 'early');
  expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
  expect(peer.bodies).toEqual([]);
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: false });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  });
  await peer.until(() => peer.named('early').length, 'the page and the call made before');
  expect(peer.named('page_view')).toHaveLength(1);
});

test('the outbox keeps 1,000 events, orders longest', async () => {
  await using peer = await Collector.start();
  const { page, context } = await visit(browser, peer);
  await context.setOffline(true);
  await usher(page, 'track', 'purchase', { transaction_id: 'T1', items: [] });
  await track(page, ...Array.from({ length: 550 }, (_, n) => n));
  await track(page, ...Array.from({ length: 550 }, (_, n) => 550 + n));
  await stored(page, 1_100);
  await context.setOffline(false);
  await peer.until(() => numbers(peer).at(-1) === 1_099, 'the newest event');
  expect(peer.named('purchase')).toHaveLength(1);
  expect(numbers(peer).length).toBeLessThan(1_000);
  expect(numbers(peer).length).toBeGreaterThan(900);
});
