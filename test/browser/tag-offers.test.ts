import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Offer } from '../../shared/schema/protocol.ts';
import { launchBrowser } from '../support/browser.ts';
import { Collector } from '../support/collector.ts';
import { hostPage } from '../support/host-page.ts';
import { aControl, anOffer, hurry, loaded, newVisitor, usher } from '../support/visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function visit(peer: Collector, path = '/') {
  const visitor = await newVisitor(browser, peer);
  const page = await visitor.open(path);
  await peer.until(() => peer.named('page_view').length, 'the first page view');
  return { ...visitor, page };
}

const shown = (page: Page) => page.getByRole('heading', { name: 'Ten percent off' });
const exposures = (peer: Collector) => peer.named('promotion_exposed');

/** The reasons that `usher('debug')` gives, by campaign. */
async function reasons(page: Page): Promise<Record<string, string>> {
  const rows = (await usher(page, 'debug')) as { campaign: string; why: string }[];
  return Object.fromEntries(rows.map(({ campaign, why }) => [campaign, why]));
}

/** Waits until the reason is the one expected. */
const reason = (page: Page, why: string, campaign = 'cmp_one') =>
  expect.poll(async () => (await reasons(page))[campaign], { timeout: 10_000 }).toBe(why);

/** Waits until exposures reach the server, hurrying. */
async function exposed(peer: Collector, page: Page, count = 1): Promise<void> {
  await hurry(page);
  await peer.until(() => exposures(peer).length === count, 'the exposure');
}

describe('an offer', () => {
  test('is exposed, rendered and told of, and closing it is an event', async () => {
    await using peer = await Collector.start();
    peer.reply = () => ({ offers: [anOffer()] });
    const { page, errors } = await visit(peer);
    const requests: string[] = [];
    page.on('request', (request) => requests.push(new URL(request.url()).pathname));
    await shown(page).waitFor();
    await page.waitForTimeout(1_100);
    await page.getByRole('button', { name: 'No, thank you' }).click();
    await shown(page).waitFor({ state: 'hidden' });
    await hurry(page);
    await peer.until(() => peer.named('promotion_closed').length, 'the close');
    expect(peer.events.map(({ name }) => name).slice(2)).toEqual([
      'promotion_exposed',
      'promotion_viewed',
      'promotion_closed',
    ]);
    const [exposure, ...others] = peer.events.slice(2).map(({ properties }) => properties);
    expect(exposure).toEqual({ campaign: 'cmp_one', variant: 'a', decision: expect.stringMatching(/^[\w-]{11}$/) });
    for (const other of others) expect(other).toMatchObject(exposure ?? {});
    expect(requests.filter((path) => !/^\/(v1\/collect|assets\/popup-)/.test(path))).toEqual([]);
    expect(errors).toEqual([]);
    await reason(page, 'exposed on this page');
  });

  test('works under a strict policy with Trusted Types', async () => {
    await using peer = await Collector.start();
    peer.reply = () => ({ offers: [anOffer()] });
    const policy =
      "default-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'";
    const html = hostPage('', '<script src="/policy.js"></script>').replace(' style="margin:0;min-height:3000px"', '');
    peer.pages.set('/strict', { html, headers: { 'content-security-policy': policy } });
    const visitor = await newVisitor(browser, peer);
    await visitor.context.addInitScript(() => {
      const host = window as unknown as { violations: string[] };
      host.violations = [];
      addEventListener('securitypolicyviolation', ({ violatedDirective }) => host.violations.push(violatedDirective));
    });
    const page = await visitor.open('/strict');
    await shown(page).waitFor();
    expect(await page.evaluate(() => (window as unknown as { violations: string[] }).violations)).toEqual([]);
    expect(visitor.errors).toEqual([]);
  });

  test('of the control is recorded by the same path, takes the place, and renders nothing', async () => {
    await using peer = await Collector.start();
    peer.reply = () => ({ offers: [aControl(), anOffer({ campaign: 'cmp_two' })] });
    const { page } = await visit(peer);
    await exposed(peer, page);
    expect(exposures(peer)[0]?.properties).toMatchObject({ campaign: 'cmp_one', control: true });
    await reason(page, 'another is open', 'cmp_two');
    expect(await shown(page).count()).toBe(0);
    expect(exposures(peer)).toHaveLength(1);
  });

  test('with one exposure left is exposed in one of two tabs', async () => {
    await using peer = await Collector.start();
    peer.reply = () =>
      exposures(peer).length
        ? {}
        : { offers: [anOffer({ caps: [['promotion_exposed', 1]], triggers: [{ kind: 'event', event: 'now' }] })] };
    const { page, open, errors } = await visit(peer);
    const other = await open('/other');
    await peer.until(() => peer.named('page_view').length === 2, 'both tabs');
    await reason(page, 'waiting for trigger');
    await reason(other, 'waiting for trigger');
    await Promise.all([usher(page, 'track', 'now'), usher(other, 'track', 'now')]);
    await Promise.any([shown(page).waitFor(), shown(other).waitFor()]);
    await Promise.all([hurry(page), hurry(other)]);
    await peer.until(() => peer.named('now').length === 2 && exposures(peer).length, 'both events');
    expect(exposures(peer)).toHaveLength(1);
    expect((await shown(page).count()) + (await shown(other).count())).toBe(1);
    expect(errors).toEqual([]);
  });

  test('of the whole site, the last one left is not spent twice', async () => {
    await using peer = await Collector.start();
    const offers = [aControl(), anOffer({ campaign: 'cmp_two' })];
    peer.reply = () => ({ caps: [['promotion_exposed', exposures(peer).length ? 0 : 1]], offers });
    const { page, open } = await visit(peer);
    await reason(page, 'another is open', 'cmp_two');
    await usher(page, 'page');
    await reason(page, 'cap used', 'cmp_two');
    await open('/other');
    await exposed(peer, page);
    expect(exposures(peer)).toHaveLength(1);
  });

  test('is not acted on when the decision is older than five minutes', async () => {
    await using peer = await Collector.start();
    peer.ageMs = 5 * 60_000;
    peer.reply = () => ({ offers: [anOffer()] });
    const { page } = await visit(peer);
    await reason(page, 'decision too old');
    expect(await shown(page).count()).toBe(0);
  });

  test('does not come between the steps of a checkout', async () => {
    await using peer = await Collector.start();
    peer.reply = () => ({ offers: [anOffer({ triggers: [{ kind: 'event', event: 'now' }] })] });
    const { page } = await visit(peer);
    await usher(page, 'track', 'begin_checkout', { items: [] });
    await usher(page, 'track', 'now');
    await reason(page, 'in checkout');
    await usher(page, 'page');
    await reason(page, 'waiting for trigger');
    await usher(page, 'track', 'now');
    await shown(page).waitFor();
  });

  test('submits what was filled in, at once', async () => {
    await using peer = await Collector.start();
    const offer = anOffer();
    const field = {
      kind: 'field',
      attribute: 'email',
      type: 'shortText',
      label: 'Email',
      required: true,
      input: 'email',
    } as const;
    const consent = { kind: 'consent', purpose: 'marketing', text: 'Write to me', required: false } as const;
    const form = { kind: 'form', fields: [field, consent], submit: 'Send' } as const;
    if (offer.promotion)
      offer.promotion.blocks = [
        { kind: 'heading', text: 'Ten percent off' },
        { ...form, fields: [field, consent] },
      ];
    peer.reply = () => ({ offers: [offer] });
    const { page } = await visit(peer);
    await page.getByLabel('Email').fill('ada@example.com');
    await page.getByLabel('Write to me').check();
    const sentAt = Date.now();
    await page.getByRole('button', { name: 'Send' }).click();
    await peer.until(() => peer.named('promotion_submitted').length, 'the submission');
    expect(Date.now() - sentAt).toBeLessThan(2_000);
    expect(peer.named('promotion_submitted')[0]?.properties).toMatchObject({
      campaign: 'cmp_one',
      fields: { email: 'ada@example.com' },
      consents: [{ purpose: 'marketing', text: 'Write to me', granted: true }],
    });
    expect(peer.named('form_submit')).toEqual([]);
  });
});

describe('triggers', () => {
  test('delay, scroll and an event', async () => {
    await using peer = await Collector.start();
    const waits = (campaign: string, ...triggers: Offer['triggers']) => anOffer({ campaign, triggers });
    peer.reply = () => ({ offers: [waits('cmp_one', { kind: 'delay', seconds: 2 })] });
    const { page } = await visit(peer);
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
    const { page } = await visit(peer);
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
    const { page, errors } = await visit(peer);
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
    const { page } = await visit(peer);
    await page.evaluate(() => {
      const host = window as unknown as { usher: (...call: unknown[]) => void; told: unknown[] };
      host.told = [];
      host.usher('on', 'segments', (keys: unknown) => host.told.push(keys));
    });
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
    const { page, errors } = await visit(peer);
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
    const { page, context } = await visit(peer);
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
