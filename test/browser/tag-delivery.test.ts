import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { Collector, type Fault } from '../support/collector.ts';
import { numbers, send, stored, track } from '../support/numbered-events.ts';
import { hurry, newVisitor, visit } from '../support/visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe('each event arrives once', () => {
  const faults: [name: string, fault: Fault][] = [
    ['lost on the way', { kind: 'drop before' }],
    ['answered into the void', { kind: 'drop after' }],
    ['delivered twice', { kind: 'duplicate' }],
    ['met by a 500', { kind: 'status', status: 500 }],
    ['met by a 408', { kind: 'status', status: 408 }],
  ];
  test.each(faults)('when a request is %s', async (_name, fault) => {
    await using peer = await Collector.start();
    peer.faults.push(fault);
    const visitor = await newVisitor(browser, peer);
    const page = await visitor.open('/');
    await page.waitForFunction(() => 'usher' in window);
    await track(page, 1, 2);
    await peer.until(() => numbers(peer).length === 2, 'both events');
    expect(numbers(peer)).toEqual([1, 2]);
    expect(peer.named('session_start')).toHaveLength(1);
    expect(visitor.errors).toEqual([]);
  });

  test('a batch is sent again byte for byte, in another envelope', async () => {
    await using peer = await Collector.start();
    peer.faults.push({ kind: 'drop before' }, { kind: 'status', status: 503 });
    const { page } = await visit(browser, peer);
    expect(peer.frozen).toHaveLength(3);
    expect(new Set(peer.frozen).size).toBe(1);
    await send(page, 1);
    await peer.until(() => numbers(peer).length, 'the next batch');
    expect(peer.bodies.map(({ batch }) => batch.sequence)).toEqual([1, 1, 1, 2]);
  });

  test('from three tabs, offline and then online', async () => {
    await using peer = await Collector.start();
    const { page, context, open, errors } = await visit(browser, peer);
    const tabs = [page, await open('/'), await open('/other')];
    await peer.until(() => peer.named('page_view').length === 3, 'all tabs');
    await context.setOffline(true);
    for (const [i, tab] of tabs.entries()) await track(tab, i * 10 + 1, i * 10 + 2);
    await stored(page, 6);
    await context.setOffline(false);
    await peer.until(() => numbers(peer).length >= 6, 'six events');
    expect(numbers(peer).toSorted((a, b) => Number(a) - Number(b))).toEqual([1, 2, 11, 12, 21, 22]);
    expect(new Set(peer.bodies.map(({ batch }) => batch.stream)).size).toBe(1);
    expect(errors).toEqual([]);
  });

  test('after the page crashed, by the next one', async () => {
    await using peer = await Collector.start();
    const { page, open } = await visit(browser, peer);
    peer.faults.push({ kind: 'status', status: 503, retryAfterSeconds: 300 });
    await send(page, 1, 2, 3);
    await expect.poll(() => peer.bodies.length, { timeout: 10_000 }).toBe(2);
    const crashed = page.waitForEvent('crash');
    page.goto('chrome://crash').catch(() => {});
    await crashed;
    await open('/other');
    await peer.until(() => peer.named('page_view').length === 2 && numbers(peer).length, 'what was left');
    expect(numbers(peer)).toEqual([1, 2, 3]);
  });

  test('after a reload in the middle of a request', async () => {
    await using peer = await Collector.start();
    const { page } = await visit(browser, peer);
    let answer = () => {};
    peer.faults.push({
      kind: 'delay',
      until: new Promise<void>((resolve) => {
        answer = resolve;
      }),
    });
    await send(page, 1);
    await expect.poll(() => peer.bodies.length, { timeout: 10_000 }).toBe(2);
    await page.reload();
    answer();
    await peer.until(() => peer.named('page_view').length === 2, 'the page view after the reload');
    expect(numbers(peer)).toEqual([1]);
  });

  test('in halves, when a batch is too large', async () => {
    await using peer = await Collector.start();
    const { page } = await visit(browser, peer);
    peer.faults.push({ kind: 'status', status: 413 }, { kind: 'status', status: 413 });
    await send(page, 1, 2, 3, 4, 5);
    await peer.until(() => numbers(peer).length === 5, 'all five');
    expect(numbers(peer)).toEqual([1, 2, 3, 4, 5]);
    const sequences = peer.bodies.map(({ batch }) => batch.sequence);
    expect(new Set(sequences).size).toBe(sequences.length);
  });

  test('with at most 50 events and 56,000 bytes a request', async () => {
    await using peer = await Collector.start();
    const { page } = await visit(browser, peer);
    await send(page, ...Array.from({ length: 120 }, (_, i) => i));
    await page.evaluate(() => {
      const { usher } = window as unknown as { usher: (...call: unknown[]) => void };
      for (let n = 0; n < 4; n++) usher('track', 'heavy', { text: 'ü'.repeat(12_000) });
      usher('track', 'too_heavy', { text: 'ü'.repeat(40_000) });
      usher('track', 'after');
    });
    await hurry(page);
    await peer.until(() => peer.named('after').length, 'the last event');
    expect(numbers(peer)).toEqual(Array.from({ length: 120 }, (_, i) => i));
    expect(peer.named('heavy')).toHaveLength(4);
    expect(peer.named('too_heavy')).toEqual([]);
    for (const [i, body] of peer.bodies.entries()) {
      expect(body.batch.events.length).toBeLessThanOrEqual(50);
      expect(Buffer.byteLength(peer.frozen[i] ?? '')).toBeLessThan(56_000);
    }
  });

  test('without a database, from memory', async () => {
    await using peer = await Collector.start();
    const visitor = await newVisitor(browser, peer);
    await visitor.context.addInitScript(() => {
      Object.defineProperty(window, 'indexedDB', {
        get: () => {
          throw new DOMException('no', 'SecurityError');
        },
      });
    });
    const page = await visitor.open('/');
    await page.waitForFunction(() => 'usher' in window);
    await send(page, 1);
    await peer.until(() => numbers(peer).length, 'the event');
    await send(page, 2);
    await peer.until(() => numbers(peer).length === 2, 'the second event');
    expect(numbers(peer)).toEqual([1, 2]);
    expect(visitor.errors).toEqual([]);
  });

  test('when the database fails in the middle of the visit, under another stream', async () => {
    await using peer = await Collector.start();
    const { page, errors } = await visit(browser, peer);
    await page.evaluate(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    });
    await send(page, 1, 2);
    await peer.until(() => numbers(peer).length === 2, 'both events');
    expect(numbers(peer)).toEqual([1, 2]);
    expect(new Set(peer.bodies.map(({ batch }) => batch.stream)).size).toBe(2);
    expect(new Set(peer.bodies.map(({ seed }) => seed)).size).toBe(1);
    expect(errors).toEqual([]);
  });
});
