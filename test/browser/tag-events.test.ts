import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { Collector } from '../support/collector.ts';
import { hostPage } from '../support/host-page.ts';
import { hurry, newVisitor, usher, visit } from '../support/visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const hide = (page: Page) =>
  page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  });

describe('sessions and page views', () => {
  test('a session starts with where the visitor came from, and the page view follows', async () => {
    await using peer = await Collector.start();
    const { errors } = await visit(browser, peer, '/?utm_source=mail&q=tea');
    expect(peer.events.map(({ name }) => name)).toEqual(['session_start', 'page_view']);
    const [start, view] = peer.events;
    const url = `${peer.origin}/?utm_source=mail&q=tea`;
    expect(start?.properties).toEqual({ referrer: '', landing_url: url, utm_source: 'mail' });
    expect(view?.properties).toEqual({ url, path: '/', query: 'utm_source=mail&q=tea', title: 'Shop', referrer: '' });
    expect(start?.session).toBe(view?.session);
    expect(errors).toEqual([]);
  });

  test('the next page continues the session', async () => {
    await using peer = await Collector.start();
    const { page } = await visit(browser, peer);
    await page.goto(`${peer.origin}/other`);
    await peer.until(() => peer.named('page_view').length === 2, 'the second page view');
    expect(peer.named('session_start')).toHaveLength(1);
    expect(new Set(peer.events.map(({ session }) => session)).size).toBe(1);
    expect(new Set(peer.named('page_view').map(({ view }) => view)).size).toBe(2);
    expect(new Set(peer.bodies.map(({ seed }) => seed)).size).toBe(1);
    expect(peer.bodies.at(-1)?.token).toBe(`token of ${peer.bodies[0]?.seed}`);
  });

  test('each route of a single-page shop is a page view with its own title, and a repeated one is not', async () => {
    await using peer = await Collector.start();
    const { page } = await visit(browser, peer);
    await page.evaluate(() => {
      history.pushState({}, '', '/tea?kind=green');
      document.title = 'Green tea';
    });
    await page.evaluate(() => history.replaceState({ scrolled: true }, ''));
    await page.evaluate(() => history.back());
    await hurry(page);
    await peer.until(() => peer.named('page_view').length === 3, 'the routes');
    expect(peer.named('page_view').map(({ properties: { path, query, title } }) => [path, query, title])).toEqual([
      ['/', '', 'Shop'],
      ['/tea', 'kind=green', 'Green tea'],
      ['/', '', 'Green tea'],
    ]);
    expect(peer.named('page_view')[1]?.properties.referrer).toBe(`${peer.origin}/`);
  });

  test('without the Navigation API the routes are found all the same, and the history of the page is left alone', async () => {
    await using peer = await Collector.start();
    const visitor = await newVisitor(browser, peer);
    await visitor.context.addInitScript(() => Object.defineProperty(window, 'navigation', { value: undefined }));
    const page = await visitor.open('/');
    await peer.until(() => peer.named('page_view').length, 'the first page view');
    const state = await page.evaluate(() => {
      history.pushState({ kept: 1 }, '', '/tea');
      return [history.state, String(history.pushState)];
    });
    expect(state).toEqual([{ kept: 1 }, expect.stringContaining('[native code]')]);
    await hurry(page);
    await peer.until(() => peer.named('page_view').length === 2, 'the route');
  });

  test('what was engaged and scrolled is told as a delta when the page is hidden', async () => {
    await using peer = await Collector.start();
    const { page } = await visit(browser, peer);
    await page.bringToFront();
    await page.mouse.wheel(0, 1_200);
    await page.waitForFunction(() => scrollY > 1_000);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    await hide(page);
    await peer.until(() => peer.named('engagement').length, 'engagement');
    const { engaged_ms, scroll_percent, path } = peer.named('engagement')[0]?.properties ?? {};
    expect(path).toBe('/');
    expect(Number(engaged_ms)).toBeGreaterThan(0);
    expect(Number(scroll_percent)).toBeGreaterThanOrEqual(60);
    expect(Number(scroll_percent)).toBeLessThan(100);
  });

  test('a robot that says so is not counted, and calls do no harm', async () => {
    await using peer = await Collector.start();
    const visitor = await newVisitor(browser, peer);
    await visitor.context.addInitScript(() => Object.defineProperty(navigator, 'webdriver', { value: true }));
    const page = await visitor.open('/');
    await page.waitForFunction(() => 'usher' in window);
    await usher(page, 'track', 'seen');
    expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
    expect(peer.bodies).toEqual([]);
    expect(visitor.errors).toEqual([]);
  });

  test('loaded twice, it counts once; calls on the stub before it came are kept', async () => {
    await using peer = await Collector.start();
    const stub =
      '<script>window.usher=window.usher||function(){(usher.q=usher.q||[]).push(arguments)};usher("track","early",{a:1})</script>';
    peer.pages.set('/twice', { html: hostPage('<script src="/t/s_test.js"></script>', stub) });
    const { errors } = await visit(browser, peer, '/twice');
    await peer.until(() => peer.named('early').length, 'the early call');
    expect(peer.named('page_view')).toHaveLength(1);
    expect(peer.named('early')[0]?.properties).toEqual({ a: 1 });
    expect(errors).toEqual([]);
  });
});

describe('what the page tells', () => {
  test('track, identify and page', async () => {
    await using peer = await Collector.start();
    const { page, errors } = await visit(browser, peer);
    await usher(page, 'track', 'quiz_done', { score: 7 });
    await usher(page, 'identify', { email: 'ada@example.com' });
    await usher(page, 'page', { title: 'Step two' });
    await usher(page, 'no such command');
    await page.evaluate(() => {
      const loop: Record<string, unknown> = {};
      loop.self = loop;
      (window as unknown as { usher: (...call: unknown[]) => void }).usher('track', 'cyclic', loop);
    });
    await peer.until(() => peer.named('tag_error').length, 'the failures');
    expect(peer.named('quiz_done')[0]?.properties).toEqual({ score: 7 });
    expect(peer.named('identify')[0]?.properties).toEqual({ attributes: { email: 'ada@example.com' } });
    expect(peer.named('page_view')[1]?.properties.title).toBe('Step two');
    expect(peer.named('tag_error')[0]?.properties.count).toBe(2);
    expect(errors).toEqual([]);
  });

  test('a form of the page gives marked values only, and never a secret one', async () => {
    await using peer = await Collector.start();
    const mark = 'data-usher-attribute';
    peer.pages.set('/form', {
      html: hostPage(`<form id="news" onsubmit="event.preventDefault()">
        <input name="id" value="7"><input name="email" type="email" ${mark}="email" value=" ada@example.com ">
        <input type="number" ${mark}="age" value="36"><input ${mark}="empty" value="">
        <input type="checkbox" ${mark}="topics" value="tea" checked><input type="checkbox" ${mark}="topics" value="cups" checked>
        <input type="checkbox" ${mark}="topics" value="pots"><input type="radio" name="r" ${mark}="size" value="s"><input type="radio" name="r" ${mark}="size" value="m" checked>
        <select multiple ${mark}="likes"><option selected>a</option><option>b</option><option selected>c</option></select>
        <select ${mark}="one"><option>x</option><option selected>y</option></select><textarea ${mark}="note">hello</textarea>
        <input type="password" ${mark}="leak1" value="hunter2"><input ${mark}="leak2" autocomplete="cc-number" value="card-canary">
        <input ${mark}="leak3" autocomplete="one-time-code" value="code-canary"><input ${mark}="leak4" autocomplete="current-password" value="hunter2">
        <input ${mark}="leak5" autocomplete="section-a cc-csc" value="csc-canary"><input value="unmarked"><button>Go</button></form>`),
    });
    const { page } = await visit(browser, peer, '/form');
    await page.click('button');
    await peer.until(() => peer.named('form_submit').length, 'the form');
    const { form, path, fields } = peer.named('form_submit')[0]?.properties ?? {};
    expect({ form, path }).toEqual({ form: 'news', path: '/form' });
    const { topics, ...others } = fields as Record<string, string[]>;
    expect(topics?.toSorted()).toEqual(['cups', 'tea']);
    expect(others).toEqual({
      email: 'ada@example.com',
      age: 36,
      size: 'm',
      likes: ['a', 'c'],
      one: 'y',
      note: 'hello',
    });
    // Words, not digits: those stand in times and ids by chance.
    expect(peer.frozen.join()).not.toMatch(/hunter2|canary|unmarked/);
  });
});
