import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commerceEvents } from '../../shared/schema/event.ts';
import { launchBrowser } from '../support/browser.ts';
import { Collector } from '../support/collector.ts';
import { hostPage } from '../support/host-page.ts';
import { hurry, usher, visit } from '../support/visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** A tea of 19.99, in GA4's terms. */
const tea = { item_id: 'tea', item_name: 'Tea', item_category: 'Drinks', price: 19.99, quantity: 2 };
const cup = { item_id: 'cup', item_name: 'Cup', price: '8.50' };

const push = (page: Page, ...entries: unknown[]) =>
  page.evaluate((added) => {
    const shop = window as unknown as { dataLayer: unknown[] };
    return shop.dataLayer.push(...added) === shop.dataLayer.length;
  }, entries);

const gtag = (page: Page, ...call: unknown[]) =>
  page.evaluate((args) => {
    const shop = window as unknown as { dataLayer: unknown[] };
    (function gtag(..._call: unknown[]) {
      // biome-ignore lint/complexity/noArguments: as Google's own snippet pushes it
      shop.dataLayer.push(arguments);
    })(...args);
  }, call);

const carts = (peer: Collector) =>
  peer.named('cart_update').map(({ properties: { total_minor, quantity } }) => [total_minor, quantity]);

describe('the cart', () => {
  test('follows adding, removing, looking and buying, over pages', async () => {
    await using peer = await Collector.start();
    const { page, errors } = await visit(browser, peer);
    const isAnswered = await push(page, {
      event: 'add_to_cart',
      ecommerce: { currency: 'EUR', value: 39.98, items: [tea] },
    });
    expect(isAnswered).toBe(true);
    await push(page, { event: 'add_to_cart', ecommerce: { currency: 'EUR', items: [cup] } });
    await hurry(page);
    await peer.until(() => carts(peer).length === 2, 'two carts');
    await page.goto(`${peer.origin}/other`);
    await page.waitForFunction(() => (window as unknown as { usher?: { isLoaded: boolean } }).usher?.isLoaded);
    await push(page, { event: 'remove_from_cart', ecommerce: { currency: 'EUR', items: [{ ...tea, quantity: 1 }] } });
    await push(page, {
      event: 'view_cart',
      ecommerce: { currency: 'EUR', value: 80.01, items: [{ ...tea, quantity: 4 }] },
    });
    await push(page, {
      event: 'view_cart',
      ecommerce: { currency: 'EUR', value: 80.01, items: [{ ...tea, quantity: 4 }] },
    });
    await push(page, {
      event: 'purchase',
      ecommerce: {
        currency: 'EUR',
        value: 80.01,
        transaction_id: 'T1',
        coupon: 'TEN',
        items: [{ ...tea, quantity: 4 }],
      },
    });
    await hurry(page);
    await peer.until(() => peer.named('purchase').length && carts(peer).length === 5, 'the purchase');
    expect(carts(peer)).toEqual([
      [3_998, 2],
      [4_848, 3],
      [2_849, 2],
      [8_001, 4],
      [0, 0],
    ]);
    const { transaction_id, coupon, value, currency } = peer.named('purchase')[0]?.properties ?? {};
    expect({ transaction_id, coupon, value, currency }).toEqual({
      transaction_id: 'T1',
      coupon: 'TEN',
      value: 80.01,
      currency: 'EUR',
    });
    expect(peer.named('view_cart')).toHaveLength(2);
    expect(errors).toEqual([]);
  });

  test('is what the page says by usher("cart"), in a currency without minor units too', async () => {
    await using peer = await Collector.start({ currency: 'JPY' });
    const { page } = await visit(browser, peer);
    await usher(page, 'cart', { items: [{ item_id: 'bowl', price: 1_200, quantity: 2 }] });
    await hurry(page);
    await peer.until(() => carts(peer).length, 'the cart');
    expect(peer.named('cart_update')[0]?.properties).toMatchObject({
      total_minor: 2_400,
      currency: 'JPY',
      quantity: 2,
    });
  });

  test('what the shop pushed before the tag came is replayed', async () => {
    await using peer = await Collector.start();
    const early = `<script>dataLayer=[null,{ecommerce:null},{event:'view_item',ecommerce:{items:[{item_id:'tea',price:3}]}}]</script>`;
    peer.pages.set('/early', { html: hostPage('', early) });
    await visit(browser, peer, '/early');
    await peer.until(() => peer.named('view_item').length, 'the view');
    expect(peer.named('view_item')[0]?.properties).toMatchObject({
      currency: 'EUR',
      items: [{ item_id: 'tea', price: 3 }],
    });
  });

  test('the same told by two sources within two seconds is one event; told twice by one source it is two', async () => {
    await using peer = await Collector.start();
    const { page } = await visit(browser, peer);
    await push(page, { event: 'add_to_cart', ecommerce: { items: [tea] } });
    await gtag(page, 'event', 'add_to_cart', { items: [tea] });
    await usher(page, 'track', 'add_to_cart', { items: [tea] });
    await gtag(page, 'event', 'view_item', { items: [tea] });
    await push(page, { event: 'add_to_cart', ecommerce: { items: [cup] } });
    await push(page, { event: 'add_to_cart', ecommerce: { items: [cup] } });
    await usher(page, 'track', 'last_one');
    await hurry(page);
    await peer.until(() => peer.named('last_one').length, 'the last event');
    expect(
      peer.named('add_to_cart').map(({ properties }) => (properties.items as { item_id: string }[])[0]?.item_id),
    ).toEqual(['tea', 'cup', 'cup']);
    expect(peer.named('view_item')).toHaveLength(1);
  });

  test('every commerce event of the schema is known, and others are left to the page', async () => {
    await using peer = await Collector.start();
    const { page } = await visit(browser, peer);
    for (const event of commerceEvents) await push(page, { event, ecommerce: { items: [] } });
    await push(page, { event: 'gtm.click' }, { event: 'view_items' });
    await usher(page, 'track', 'last_one');
    await hurry(page);
    await peer.until(() => peer.named('last_one').length, 'the last event');
    const heard = peer.events
      .map(({ name }) => name)
      .filter((name) => (commerceEvents as readonly string[]).includes(name));
    expect(heard.toSorted()).toEqual(commerceEvents.toSorted());
    expect(peer.events.map(({ name }) => name)).not.toContain('view_items');
  });
});
