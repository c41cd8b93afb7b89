import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Offer } from '../../shared/schema/protocol.ts';
import { launchBrowser } from '../support/browser.ts';
import { Collector } from '../support/collector.ts';
import { anOffer, reason, shown } from '../support/offers.ts';
import { loaded, newVisitor, usher, visit } from '../support/visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe('triggers', () => {
  test('delay, scroll and an event', async () => {
    await using peer = await Collector.start();
    const waits = (campaign: string, ...triggers: Offer['triggers']) => anOffer({ campaign, triggers });
    peer.reply = () => ({ offers: [waits('cmp_one', { kind: 'delay', seconds: 2 })] });
    const { page } = await visit(browser, peer);
    await reason(page, 'waiting for trigger');
    await shown(page).waitFor();
    expect(await page.evaluate(() => performance.now())).toBeGreaterThan(2_000);

    peer.reply = () => ({
      offers: [waits('cmp_two', { kind: 'scroll', percent: 60 }, { kind: 'event', event: 'never' })],
    });
    const second = await (await newVisitor(browser, peer)).open('/');
    await reason(second, 'waiting for trigger', 'cmp_two');
    await second.mouse.wheel(0, 200);
    await reason(second, 'waiting for trigger', 'cmp_two');
    await second.mouse.wheel(0, 1_500);
    await shown(second).waitFor();
  });

  test('exit intent: up and out through the top, and only fast', async () => {
    await using peer = await Collector.start();
    peer.reply = () => ({ offers: [anOffer({ triggers: [{ kind: 'exitIntent' }] })] });
    const { page } = await visit(browser, peer);
    await reason(page, 'waiting for trigger');
    await page.mouse.move(400, 300);
    await page.mouse.move(-5, 300);
    await page.mouse.move(400, 300);
    await reason(page, 'waiting for trigger');
    await page.mouse.move(400, 60);
    await page.mouse.move(400, 20);
    await page.mouse.move(400, -5);
    await shown(page).waitFor();
  });
});

describe('what only the page knows', () => {
  test('an audience with a residual over cart, time and events completes without another decision', async () => {
    await using peer = await Collector.start();
    const audience = [
      '&',
      ['cart.totalMinor', 'gt', 8_000],
      ['page.timeOnPageSeconds', 'gte', 2],
      ['#', 'view_item', [['currency', 'in', ['eur']]], 2],
    ];
    peer.reply = ({ batch }) => (batch.sequence === 1 ? { offers: [anOffer({ audience: audience as never })] } : {});
    const { page, errors } = await visit(browser, peer);
    await reason(page, 'audience not complete');
    await usher(page, 'cart', { items: [{ item_id: 'tea', price: 40.01, quantity: 2 }] });
    await usher(page, 'track', 'view_item', { items: [{ item_id: 1 }] });
    await reason(page, 'audience not complete');
    expect(await shown(page).count()).toBe(0);
    await usher(page, 'track', 'view_item', { items: [{ item_id: 2 }] });
    await shown(page).waitFor();
    expect(errors).toEqual([]);
  });

  test('segments that hold are handed to the page, and again when they change', async () => {
    await using peer = await Collector.start();
    peer.reply = () => ({ segments: ['buyers'], maybe: [['full_cart', ['cart.quantity', 'gte', 2]]] });
    const { page } = await visit(browser, peer);
    await page.evaluate(() => {
      const host = window as unknown as { usher: (...call: unknown[]) => void; told: unknown[] };
      host.told = [];
      host.usher('on', 'segments', (keys: unknown) => host.told.push(keys));
    });
    // The reply has to be in the page before the cart changes, or both are told as one.
    await page.waitForFunction(() => (window as unknown as { told: unknown[] }).told.length === 1);
    await usher(page, 'cart', { items: [{ item_id: 'tea', price: 1, quantity: 2 }] });
    await page.waitForFunction(() => (window as unknown as { told: unknown[] }).told.length === 2);
    expect(await page.evaluate(() => (window as unknown as { told: unknown[] }).told)).toEqual([
      ['buyers'],
      ['buyers', 'full_cart'],
    ]);
    const pushed = await page.evaluate(() => (window as unknown as { dataLayer: unknown[] }).dataLayer);
    expect(pushed).toEqual([
      { event: 'usher_segments', segments: ['buyers'] },
      { event: 'usher_segments', segments: ['buyers', 'full_cart'] },
    ]);
  });

  test('on("promotion") hears each event of a promotion', async () => {
    await using peer = await Collector.start();
    peer.reply = () => ({ offers: [anOffer({ triggers: [{ kind: 'event', event: 'now' }] })] });
    const { page, errors } = await visit(browser, peer);
    await page.evaluate(() => {
      const host = window as unknown as { usher: (...call: unknown[]) => void; told: string[] };
      host.told = [];
      host.usher('on', 'promotion', () => {
        throw new Error('the page fails');
      });
      host.usher('on', 'promotion', ({ event }: { event: string }) => host.told.push(event));
    });
    await reason(page, 'waiting for trigger');
    await usher(page, 'track', 'now');
    await page.getByRole('button', { name: 'No, thank you' }).click();
    await page.waitForFunction(() => (window as unknown as { told: string[] }).told.includes('promotion_closed'));
    expect((await page.evaluate(() => (window as unknown as { told: string[] }).told))[0]).toBe('promotion_exposed');
    expect(errors).toEqual([]);
  });

  test('debug prints reasons, and with a token those of the server', async () => {
    await using peer = await Collector.start();
    peer.refused = [{ campaign: 'cmp_off', name: 'Off', reason: 'paused' }];
    const { page, context } = await visit(browser, peer);
    const printed: string[] = [];
    context.on('console', (message) => printed.push(message.text()));
    expect(await usher(page, 'debug')).toEqual([]);
    await usher(page, 'debug', 'a signed token');
    await peer.until(() => peer.bodies.at(-1)?.debug, 'the token');
    await expect.poll(() => printed.length).toBe(3);
    const next = await loaded(await (await newVisitor(browser, peer)).open('/?usher_debug=another'));
    await peer.until(() => peer.bodies.at(-1)?.debug === 'another', 'the token of the address');
    expect(await usher(next, 'debug')).toEqual([]);
  });
});
