import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { Collector } from '../support/collector.ts';
import { hostPage } from '../support/host-page.ts';
import { hurry, loaded, newVisitor, usher } from '../support/visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const databases = (page: Page) => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));

/** Keys of the tag's database; opening it does not make one. */
const storedKeys = (page: Page) =>
  page.evaluate(async () => {
    if (!(await indexedDB.databases()).length) return 0;
    const open = indexedDB.open('usher-s_test');
    await new Promise((resolve) => {
      open.onsuccess = resolve;
    });
    const count = open.result.transaction('tag').objectStore('tag').count();
    await new Promise((resolve) => {
      count.onsuccess = resolve;
    });
    open.result.close();
    return count.result;
  });

/** A page that has done all it will do of itself: the tag has run, and a second of its clock has passed. */
async function settled(page: Page): Promise<void> {
  await loaded(page);
  await hurry(page);
  await page.waitForTimeout(1_500);
}

describe('where consent is required', () => {
  test('nothing is stored or sent before it; what waited goes out after it, in a session of this page', async () => {
    await using peer = await Collector.start({ consentMode: 'required' });
    const { open, errors, context } = await newVisitor(browser, peer);
    const first = await open('/other');
    await usher(first, 'cart', { items: [{ item_id: 'tea', price: 3 }] });
    await settled(first);
    expect(await databases(first)).toEqual([]);
    await first.close();

    const page = await open('/');
    await loaded(page);
    await usher(page, 'track', 'early');
    await usher(page, 'consent', { marketing: true });
    await settled(page);
    expect(peer.bodies).toEqual([]);
    expect(await databases(page)).toEqual([]);
    expect(await context.cookies()).toEqual([]);

    await usher(page, 'consent', { analytics: true });
    await peer.until(() => peer.named('consent').length, 'the consent');
    expect(peer.events.map(({ name }) => name)).toEqual(['session_start', 'page_view', 'early', 'consent']);
    expect(peer.named('page_view')[0]?.properties.path).toBe('/');
    expect(peer.bodies[0]?.batch.consent).toEqual({ marketing: true, analytics: true });
    expect(errors).toEqual([]);
  });

  test('it holds on the next page', async () => {
    await using peer = await Collector.start({ consentMode: 'required' });
    const { open } = await newVisitor(browser, peer);
    const page = await open('/');
    await usher(await loaded(page), 'consent', 'granted');
    await peer.until(() => peer.named('page_view').length, 'the first page view');
    await page.goto(`${peer.origin}/other`);
    await peer.until(() => peer.named('page_view').length === 2, 'the second page view');
    expect(peer.bodies.at(-1)?.batch.consent).toEqual({ analytics: true, personalisation: true, marketing: true });
    expect(peer.named('consent')).toHaveLength(1);
  });

  test('taking it back is told once and leaves nothing', async () => {
    await using peer = await Collector.start({ consentMode: 'required' });
    const { open } = await newVisitor(browser, peer);
    const page = await loaded(await open('/'));
    await usher(page, 'consent', 'granted');
    await peer.until(() => peer.named('consent').length, 'the consent');
    await usher(page, 'track', 'unsent');
    await usher(page, 'consent', 'denied');
    await peer.until(() => peer.named('consent').length === 2, 'the refusal');
    await expect.poll(() => storedKeys(page)).toBe(0);
    expect(peer.bodies.at(-1)?.batch).toMatchObject({ consent: { analytics: false }, events: [{ name: 'consent' }] });
    const sent = peer.bodies.length;
    await usher(page, 'track', 'later');
    await page.goto(`${peer.origin}/other`);
    await settled(page);
    expect(peer.bodies).toHaveLength(sent);
    expect(await storedKeys(page)).toBe(0);
  });

  test('a refusal by someone unknown is told to nobody', async () => {
    await using peer = await Collector.start({ consentMode: 'required' });
    const { open } = await newVisitor(browser, peer);
    const page = await loaded(await open('/'));
    await usher(page, 'consent', 'denied');
    await settled(page);
    expect(peer.bodies).toEqual([]);
    expect(await databases(page)).toEqual([]);
  });

  test('Google Consent Mode and the script element can say it', async () => {
    await using peer = await Collector.start({ consentMode: 'required' });
    const { open } = await newVisitor(browser, peer);
    const page = await loaded(await open('/'));
    await page.evaluate(() => {
      const shop = window as unknown as { dataLayer: unknown[] };
      (function gtag(..._call: unknown[]) {
        // biome-ignore lint/complexity/noArguments: as Google's own snippet pushes it
        shop.dataLayer.push(arguments);
      })('consent', 'update', { analytics_storage: 'granted', ad_storage: 'denied' });
    });
    await peer.until(() => peer.named('page_view').length, 'the page view');
    expect(peer.bodies[0]?.batch.consent).toEqual({ analytics: true, marketing: false });

    const script = '<script src="/t/s_test.js" data-consent="granted"></script>';
    peer.pages.set('/marked', { html: hostPage('', script) });
    await (await newVisitor(browser, peer)).open('/marked');
    await peer.until(() => peer.named('page_view').length === 2, 'the second page view');
  });
});

describe('where consent is implied', () => {
  test('a refusal is told, remembered and kept to on the next page', async () => {
    await using peer = await Collector.start({ consentMode: 'implied' });
    const { open } = await newVisitor(browser, peer);
    const page = await open('/');
    await peer.until(() => peer.named('page_view').length, 'the page view');
    await usher(page, 'consent', 'denied');
    await peer.until(() => peer.named('consent').length, 'the refusal');
    await expect.poll(() => storedKeys(page)).toBe(1);
    const sent = peer.bodies.length;
    await page.goto(`${peer.origin}/other`);
    await settled(page);
    expect(peer.bodies).toHaveLength(sent);
    await usher(page, 'consent', 'granted');
    await peer.until(() => peer.named('consent').length === 2, 'a new consent');
    expect(new Set(peer.bodies.map(({ seed }) => seed)).size).toBe(2);
  });

  test('Global Privacy Control asks for an answer first, and goes into the batch', async () => {
    await using peer = await Collector.start({ consentMode: 'implied' });
    const { open, context } = await newVisitor(browser, peer);
    await context.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }));
    const page = await open('/');
    await settled(page);
    expect(peer.bodies).toEqual([]);
    expect(await databases(page)).toEqual([]);
    await usher(page, 'consent', { analytics: true });
    await peer.until(() => peer.named('page_view').length, 'the page view');
    expect(peer.bodies[0]?.batch.gpc).toBe(true);
  });
});
