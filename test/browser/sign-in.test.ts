import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { callAndSend, openShop, type Shop, site } from '../support/signed-in-shop.ts';
import { storedRecords } from '../support/stored-records.ts';
import { hurry, usher } from '../support/visit.ts';

/** Signing in and out, access and erasure: the real tag in Chromium against the real Worker. */

let browser: Browser;
let shop: Shop;
beforeAll(async () => {
  browser = await launchBrowser();
  shop = await openShop('implied');
});
afterAll(async () => {
  await browser?.close();
  await shop?.[Symbol.asyncDispose]();
});

const record = async (page: Page) => (await storedRecords(page, site))[0];

/** Numbers of the profiles on which events of this name are. */
const profilesWith = async (name: string) =>
  (
    await shop.server.sql(
      "SELECT DISTINCT n FROM event_batches, json_each(body, '$.events') e WHERE e.value ->> 'name' = ?",
      name,
    )
  ).map(({ n }) => n);

describe('signing in', () => {
  it('on two devices ends in one profile', async () => {
    const devices = await Promise.all([browser.newContext(), browser.newContext()]);
    for (const [index, context] of devices.entries()) {
      const page = await shop.open(context);
      const token = await shop.identityToken('customer-1');
      expect(await callAndSend(page, '"identify"', 'identify', { token })).toBe(200);
      expect(await callAndSend(page, 'on_device', 'track', 'on_device', { index })).toBe(200);
    }
    expect(await profilesWith('on_device')).toHaveLength(1);
    const [linked] = await shop.server.sql(
      'SELECT count(*) AS count FROM visitors WHERE n = ?',
      ...(await profilesWith('on_device')),
    );
    expect(linked?.count).toBe(2);
    for (const context of devices) await context.close();
  });

  it('with a token that does not verify says why in debug', async () => {
    const context = await browser.newContext();
    const page = await shop.open(context);
    const printed: string[] = [];
    page.on('console', async (message) => {
      printed.push(JSON.stringify(await Promise.all(message.args().map((arg) => arg.jsonValue()))));
    });
    expect(await callAndSend(page, '"identify"', 'identify', { token: 'forged' })).toBe(200);
    await expect.poll(async () => (await record(page))?.reply?.rejected.length).toBe(1);
    await usher(page, 'debug');
    await expect.poll(() => printed.join()).toContain('the identity token does not verify');
    await context.close();
  });
});

describe('reset', () => {
  it('makes a new visitor in every tab; consent stays, and what waited went out as the old one', async () => {
    const context = await browser.newContext();
    const page = await shop.open(context);
    const other = await shop.open(context);
    await page.bringToFront();
    await callAndSend(page, '"identify"', 'identify', { token: await shop.identityToken('customer-2') });
    await callAndSend(page, '"consent"', 'consent', { analytics: true, marketing: false });
    await usher(page, 'cart', { items: [{ item_id: 'tea', price: 3 }] });
    await expect.poll(async () => (await record(page))?.cart?.items.length).toBe(1);
    const before = await record(page);
    await page.evaluate(() => {
      const { usher: call } = window as unknown as { usher: (...args: unknown[]) => unknown };
      call('track', 'signing_out');
      return call('reset');
    });
    const after = await record(page);
    expect(after?.seed).not.toBe(before?.seed);
    expect(after).toMatchObject({ consent: before?.consent, sequence: 0, outbox: [], batches: [] });
    expect([after?.token, after?.session, after?.cart, after?.reply]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);

    expect(await callAndSend(other, 'next_person', 'track', 'next_person')).toBe(200);
    const [signingOut] = await profilesWith('signing_out');
    const [nextPerson] = await profilesWith('next_person');
    expect(signingOut).toBeDefined();
    expect(nextPerson).toBeDefined();
    expect(nextPerson).not.toBe(signingOut);
    expect(await profilesWith('signing_out')).toHaveLength(1);
    expect((await record(page))?.seed).toBe(after?.seed);
    await context.close();
  });

  it('says so when what waited could not be sent, and forgets all the same', async () => {
    const context = await browser.newContext();
    const page = await shop.open(context);
    const before = await record(page);
    await context.setOffline(true);
    await usher(page, 'track', 'offline');
    await expect(usher(page, 'reset')).rejects.toThrow();
    const after = await record(page);
    expect(after?.seed).not.toBe(before?.seed);
    expect(JSON.stringify(after)).not.toContain('offline');
    await context.setOffline(false);
    await callAndSend(page, 'tag_error', 'track', 'afterwards');
    await context.close();
  });
});

describe('access and erasure', () => {
  it('answers the visitor what is kept, and a problem to whoever proves nothing', async () => {
    const context = await browser.newContext();
    const page = await shop.open(context);
    const token = await shop.identityToken('customer-3');
    await callAndSend(page, '"identify"', 'identify', { token, first_name: 'Ines' });
    expect(JSON.stringify(await usher(page, 'privacy', 'export', token))).toContain('Ines');
    expect(await usher(page, 'privacy', 'export')).toMatchObject({ status: 401 });
    expect((await record(page))?.token).toBeDefined();
    await context.close();
  });

  it('leaves nothing in the database and in any browser; whoever was offline cannot bring it back', async () => {
    const canary = 'canary-of-one-person';
    const [home, away] = await Promise.all([browser.newContext(), browser.newContext()]);
    const page = await shop.open(home);
    const tab = await shop.open(home);
    const offline = await shop.open(away);
    for (const device of [page, offline]) {
      await device.bringToFront();
      const token = await shop.identityToken('customer-4');
      await callAndSend(device, '"identify"', 'identify', { token, first_name: canary });
    }
    const known = [await record(page), await record(offline)];
    await away.setOffline(true);
    await usher(offline, 'track', 'late', { canary });
    await usher(page, 'track', 'unsent', { canary });
    expect(await shop.everything()).toContain(canary);

    const receipt = await usher(page, 'privacy', 'erase', await shop.identityToken('customer-4'));
    expect(receipt).toMatchObject({ counts: { visitors: 2 } });
    // Where silence counts as consent, it is remembered that somebody was erased, and nothing of whom.
    const [left, ...more] = await storedRecords(page, site);
    expect(more).toEqual([]);
    expect(left).toMatchObject({ consent: {}, sequence: 0, outbox: [], batches: [] });
    expect(left?.asleep).toBeGreaterThan(0);
    expect(left).not.toMatchObject({ seed: known[0]?.seed });
    for (const one of [page, tab]) {
      await usher(one, 'track', 'asleep', { canary });
      await hurry(one);
    }

    await away.setOffline(false);
    await expect.poll(async () => (await record(offline))?.asleep, { timeout: 15_000 }).toBeGreaterThan(0);
    const forgotten = JSON.stringify(await storedRecords(offline, site));
    for (const text of [canary, known[1]?.seed, known[1]?.token, known[1]?.stream])
      expect(forgotten).not.toContain(text);
    expect(await storedRecords(page, site)).toEqual([left]);
    const stored = await shop.everything();
    for (const text of [canary, known[0]?.stream, known[1]?.stream]) expect(stored).not.toContain(text);

    // Who agrees again is somebody new.
    expect(await callAndSend(page, '"consent"', 'consent', 'granted')).toBe(200);
    expect(await record(page)).toMatchObject({ seed: left?.seed, asleep: 0 });
    for (const context of [home, away]) await context.close();
  });

  it('empties the browser where consent is required, and there nothing was stored before it', async () => {
    await using strict = await openShop('required');
    const context = await browser.newContext();
    const asked: string[] = [];
    context.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const page = await strict.open(context);
    await usher(page, 'identify', { token: await strict.identityToken('customer-5') });
    await hurry(page);
    await page.waitForFunction(() => performance.now() > 2_000);
    expect(await storedRecords(page, site)).toEqual([]);
    expect(asked.filter((path) => path.startsWith('/v1/'))).toEqual([]);

    expect(await callAndSend(page, '"identify"', 'consent', 'granted')).toBe(200);
    expect(await storedRecords(page, site)).toHaveLength(1);
    await usher(page, 'privacy', 'erase', await strict.identityToken('customer-5'));
    expect(await storedRecords(page, site)).toEqual([]);
    const sent = asked.length;
    await usher(page, 'track', 'asleep');
    await hurry(page);
    await page.waitForTimeout(500);
    expect(await storedRecords(page, site)).toEqual([]);
    expect(asked).toHaveLength(sent);
    expect(await strict.server.sql('SELECT n FROM visitors')).toEqual([]);
    await context.close();
  });
});
