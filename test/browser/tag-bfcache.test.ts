import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { Collector } from '../support/collector.ts';
import { hurry, newVisitor, usher } from '../support/visit.ts';

// The packaged Chromium is the headless shell, which has no back-forward cache. So one test lets the browser list what
// would keep a page out of it, and the other gives the page the events of a return.

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser({ ignoreDefaultArgs: ['--disable-back-forward-cache'] });
});
afterAll(() => browser.close());

test('nothing the tag does keeps a page out of the back-forward cache', async () => {
  await using peer = await Collector.start();
  const { open, context } = await newVisitor(browser, peer);
  const page = await open('/');
  await peer.until(() => peer.named('page_view').length === 1, 'the first page');
  const devtools = await context.newCDPSession(page);
  const reasons: string[] = [];
  devtools.on('Page.backForwardCacheNotUsed', ({ notRestoredExplanations }) => {
    reasons.push(...notRestoredExplanations.map(({ reason }) => reason));
  });
  await devtools.send('Page.enable');
  await page.goto(`${peer.origin}/other`);
  await peer.until(() => peer.named('page_view').length === 2, 'the second page');
  await page.goBack();
  await expect.poll(() => reasons.length).toBeGreaterThan(0);
  const ofTheBrowser = [
    'BrowsingInstanceNotSwapped',
    'BackForwardCacheDisabledForDelegate',
    'BackForwardCacheDisabled',
  ];
  expect(reasons.filter((reason) => !ofTheBrowser.includes(reason))).toEqual([]);
});

test('the return of a kept page is a new page view, and other tabs are heard again', async () => {
  await using peer = await Collector.start();
  const { open, errors } = await newVisitor(browser, peer);
  const page = await open('/');
  await peer.until(() => peer.named('page_view').length === 1, 'the page');
  await page.evaluate(() => {
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  });
  await hurry(page);
  await peer.until(() => peer.named('page_view').length === 2, 'the return');
  const views = peer.named('page_view');
  expect(new Set(views.map(({ view }) => view)).size).toBe(2);
  expect(peer.named('session_start')).toHaveLength(1);

  peer.reply = () => ({ segments: ['buyers'] });
  const other = await open('/other');
  await page.waitForFunction(() =>
    JSON.stringify((window as unknown as { dataLayer: unknown }).dataLayer).includes('buyers'),
  );
  await usher(other, 'track', 'done');
  expect(errors).toEqual([]);
});
