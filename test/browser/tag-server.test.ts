import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { Collector } from '../support/collector.ts';
import { numbers, send, stored, track } from '../support/numbered-events.ts';
import { untilStored } from '../support/until-stored.ts';
import { hurry, newVisitor, visit } from '../support/visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe('what the server asks for', () => {
  test('410 forgets the visitor, and stops recording and sending, on the next page too', async () => {
    await using peer = await Collector.start();
    const { page } = await visit(browser, peer);
    peer.faults.push({ kind: 'status', status: 410 });
    await send(page, 1);
    const [sent] = peer.bodies;
    await untilStored(page, ({ asleep, ...state }) => {
      const { seed, token, session, cart, reply, outbox, batches } = state;
      const left = [token, session, cart, reply, ...outbox, ...batches].filter(Boolean);
      return asleep > 0 && seed !== sent?.seed && left.length === 0;
    });
    expect(peer.bodies).toHaveLength(2);
    await page.goto(`${peer.origin}/other`);
    await page.waitForFunction(() => (window as unknown as { usher?: unknown }).usher);
    await track(page, 2);
    await hurry(page);
    await page.waitForTimeout(500);
    expect(peer.bodies).toHaveLength(2);
  });

  test('Retry-After is honoured', async () => {
    await using peer = await Collector.start();
    peer.faults.push({ kind: 'status', status: 429, retryAfterSeconds: 3 });
    const startedAt = Date.now();
    await visit(browser, peer);
    expect(Date.now() - startedAt).toBeGreaterThan(3_000);
    expect(peer.bodies).toHaveLength(2);
  });

  test('401 forgets the token and tries once with the seed; the outbox stays', async () => {
    await using peer = await Collector.start();
    const { page } = await visit(browser, peer);
    peer.faults.push({ kind: 'status', status: 401 });
    await send(page, 1);
    await peer.until(() => numbers(peer).length, 'the event');
    expect(peer.bodies.map(({ token }) => token !== undefined)).toEqual([false, true, false]);
    expect(new Set(peer.bodies.map(({ seed }) => seed)).size).toBe(1);
  });

  test('403 keeps the outbox for the next page', async () => {
    await using peer = await Collector.start();
    const { page } = await visit(browser, peer);
    peer.faults.push({ kind: 'status', status: 403 });
    await send(page, 1);
    await expect.poll(() => peer.bodies.length, { timeout: 10_000 }).toBe(2);
    await track(page, 2);
    await stored(page, 2);
    await page.goto(`${peer.origin}/other`);
    await peer.until(() => numbers(peer).length === 2, 'both events');
    expect(numbers(peer)).toEqual([1, 2]);
  });

  test('any other 4xx drops the batch, and the next one goes out', async () => {
    await using peer = await Collector.start();
    const { page } = await visit(browser, peer);
    peer.faults.push({ kind: 'status', status: 400 });
    await send(page, 1);
    await expect.poll(() => peer.bodies.length, { timeout: 10_000 }).toBe(2);
    await send(page, 2);
    await peer.until(() => numbers(peer).length, 'the second event');
    expect(numbers(peer)).toEqual([2]);
  });

  test('an ad blocker meets three tries and no more, and the page sees nothing', async () => {
    await using peer = await Collector.start();
    const visitor = await newVisitor(browser, peer);
    let tries = 0;
    await visitor.context.route('**/v1/collect', (route) => {
      tries++;
      return route.abort('blockedbyclient');
    });
    const page = await visitor.open('/');
    await expect.poll(() => tries, { timeout: 15_000 }).toBe(3);
    await track(page, 1);
    await page.waitForTimeout(8_000);
    expect(tries).toBe(3);
    expect(visitor.errors).toEqual([]);
  });
});
