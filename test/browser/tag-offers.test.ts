import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { Collector } from '../support/collector.ts';
import { hostPage } from '../support/host-page.ts';
import { aControl, anOffer, reason, shown } from '../support/offers.ts';
import { hurry, newVisitor, usher, visit } from '../support/visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const exposures = (peer: Collector) => peer.named('promotion_exposed');

/** Waits until exposures reach the server, hurrying. */
async function exposed(peer: Collector, page: Page, count = 1): Promise<void> {
  await hurry(page);
  await peer.until(() => exposures(peer).length === count, 'the exposure');
}

describe('an offer', () => {
  test('is exposed, rendered and told of, and closing it is an event', async () => {
    await using peer = await Collector.start();
    peer.reply = () => ({ offers: [anOffer()] });
    const { page, errors } = await visit(browser, peer);
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
    const { page } = await visit(browser, peer);
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
    const { page, open, errors } = await visit(browser, peer);
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
    const { page, open } = await visit(browser, peer);
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
    const { page } = await visit(browser, peer);
    await reason(page, 'decision too old');
    expect(await shown(page).count()).toBe(0);
  });

  test('does not come between the steps of a checkout', async () => {
    await using peer = await Collector.start();
    peer.reply = () => ({ offers: [anOffer({ triggers: [{ kind: 'event', event: 'now' }] })] });
    const { page } = await visit(browser, peer);
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
    const { page } = await visit(browser, peer);
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
