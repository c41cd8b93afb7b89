import { SELF } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { Pace } from '../../worker/jobs/pace.ts';
import { keepRetention } from '../../worker/jobs/retention.ts';
import { identityKeyPurpose } from '../../worker/services/identity-token.ts';
import { seal } from '../../worker/services/sealed.ts';
import { IdentityKeys } from '../../worker/stores/identity-keys.ts';
import { segmentSizes } from '../../worker/stores/segment-sizes.ts';
import { StaticSegments } from '../../worker/stores/static-segments.ts';
import { campaign } from '../support/campaigns.ts';
import { wrongSizes } from '../support/wrong-sizes.ts';
import { Browser, event } from './support/browser.ts';
import { everythingKept } from './support/everything-kept.ts';
import { callApi, tokenOf } from './support/server-api.ts';
import { makeSite, type SiteUnderTest, shopOrigin } from './support/site.ts';

const canary = 'canary-of-one-person';
const secret = 'a shared secret of the shop, long enough';
let site: SiteUnderTest;
let admin: string;

beforeAll(async () => {
  site = await makeSite({
    id: 's_privacy',
    campaigns: [campaign()],
    segments: [
      { id: 'seg_named', name: 'Named', rule: { kind: 'attribute', attribute: 'first_name', operator: 'isKnown' } },
    ],
  });
  admin = await tokenOf(site.id, 'admin');
  const material = await seal(env.VISITOR_SECRET, identityKeyPurpose(site.id), secret);
  await new IdentityKeys(env.DB, site.id).add({ id: 'k1', algorithm: 'HS256', material }, Date.now());
});

const identityToken = (sub: string) =>
  new SignJWT({})
    .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
    .setSubject(sub)
    .setAudience(site.id)
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(secret));

/** Somebody with everything that can be kept of a person. */
async function somebody(sub: string): Promise<Browser> {
  const browser = new Browser(site.id);
  await browser.send([
    event('session_start', { landing_url: `https://shop.example/${canary}` }),
    event('page_view', { title: canary }),
    event('identify', {
      attributes: { first_name: canary, email: `${canary}-${sub}@x.example`, token: await identityToken(sub) },
    }),
    event('purchase', {
      transaction_id: `${canary}-${sub}`,
      value: 5,
      currency: 'EUR',
      items: [{ item_name: canary }],
    }),
  ]);
  return browser;
}

const idBehind = async (browser: Browser) =>
  `p_${await env.DB.prepare('SELECT n FROM event_batches WHERE stream = ? LIMIT 1').bind(browser.stream).first<number>('n')}`;

function askPrivacy(body: unknown, origin = shopOrigin): Promise<Response> {
  return SELF.fetch('https://usher.example/v1/privacy', {
    method: 'POST',
    headers: { origin },
    body: JSON.stringify(body),
  });
}

describe('erasing a person', () => {
  it('leaves nothing of them in any table, right sizes, and a receipt in numbers', async () => {
    const browser = await somebody('c-1');
    const id = await idBehind(browser);
    await new StaticSegments(env.DB).create(
      site.id,
      { id: 'seg_list', name: 'L', kind: 'list' },
      { members: [Number(id.slice(2))], now: Date.now() },
    );
    await site.publish();
    await browser.send([event('page_view', { title: canary })]);
    expect(await everythingKept()).toContain(canary);
    const response = await callApi('DELETE', `/profiles/${id}`, { token: admin });
    expect(await response.json()).toMatchObject({
      counts: { event_batches: 2, identities: 2, orders: 1, visitors: 1, profile_facts: 1 },
      note: expect.stringContaining('30 days'),
    });
    const left = await everythingKept();
    expect(left).not.toContain(canary);
    expect(left).not.toContain(browser.stream);
    for (const size of (await segmentSizes(env.DB, site.id)).values())
      expect(size).toMatchObject({ total: 0, identified: 0 });
    expect((await env.DB.prepare(wrongSizes).bind(site.id).all()).results).toEqual([]);
    expect(await env.DB.prepare('SELECT total, fingerprint FROM static_segments').first()).toEqual({
      total: 0,
      fingerprint: 0,
    });
    expect((await callApi('GET', `/profiles/${id}`, { token: admin })).status).toBe(404);
    // A tag that was offline meanwhile.
    const late = await browser.post(browser.batch([event('page_view', { title: canary })]));
    expect([late.status, ((await late.json()) as { type: string }).type]).toEqual([410, '/problems/erased']);
    const signIn = browser.batch([event('identify', { attributes: { token: await identityToken('c-1') } })]);
    expect((await browser.post(signIn)).status).toBe(410);
    expect(await everythingKept()).not.toContain(canary);
  });

  it('does not give their number to somebody else', async () => {
    const browser = await somebody('c-2');
    const id = await idBehind(browser);
    await callApi('DELETE', `/profiles/${id}`, { token: admin });
    const next = new Browser(site.id);
    await next.send([event('page_view')]);
    expect(await idBehind(next)).not.toBe(id);
  });

  it('needs the scope admin', async () => {
    const writer = await tokenOf(site.id, 'write');
    expect((await callApi('DELETE', '/profiles/p_1', { token: writer })).status).toBe(403);
  });
});

it('keeps what was said of consent, with the words that were shown', async () => {
  const browser = await somebody('c-9');
  await browser.send([event('consent', { analytics: true, marketing: false, version: '2026-05' })]);
  const consents = [{ purpose: 'marketing', text: 'Send me the newsletter', granted: true }];
  await browser.send([
    event('promotion_submitted', { campaign: 'cmp_a', variant: 'a', decision: 'decision-9', consents }),
  ]);
  const id = await idBehind(browser);
  await callApi('POST', '/profiles', { token: admin, body: { identifiers: { id }, consent: { marketing: false } } });
  const { consents: record } = (await (await callApi('GET', `/profiles/${id}/consents`, { token: admin })).json()) as {
    consents: unknown[];
  };
  expect(record).toMatchObject([
    { said_by: 'banner', purposes: { analytics: true, marketing: false }, text: '2026-05' },
    { said_by: 'form', purposes: { marketing: true }, text: 'Send me the newsletter' },
    { said_by: 'server', purposes: { marketing: false }, text: null },
  ]);
});

describe('what a visitor may ask for', () => {
  it('is everything that is kept, with an identity token', async () => {
    const browser = await somebody('c-3');
    await browser.send([
      event('promotion_submitted', {
        campaign: 'cmp_a',
        variant: 'a',
        decision: 'decision-1',
        consents: [{ purpose: 'marketing', text: 'Send me news', granted: true }],
      }),
    ]);
    const response = await askPrivacy({
      site: site.id,
      seed: browser.seed,
      action: 'export',
      token: await identityToken('c-3'),
    });
    const told = (await response.json()) as {
      identities: { level: string }[];
      orders: unknown[];
      history: { events: unknown[] }[];
    };
    expect(told).toMatchObject({
      profile: await idBehind(browser),
      orders: [{ id: `${canary}-c-3` }],
    });
    // Both ids were given at the same moment, so their order is of no meaning.
    expect(told.identities.map(({ level }) => level).sort()).toEqual(['claimed', 'verified']);
    expect(JSON.stringify(told.history)).toContain(canary);
    expect(response.headers.get('access-control-allow-origin')).toBe(shopOrigin);
  });

  it('is asked with a body', async () => {
    const empty = { method: 'POST', headers: { origin: shopOrigin }, body: '' };
    expect((await SELF.fetch('https://usher.example/v1/privacy', empty)).status).toBe(400);
  });

  it('is nothing without a token that proves who asks', async () => {
    const browser = await somebody('c-4');
    const { seed } = browser;
    const asks = [
      { action: 'export' },
      { action: 'erase' },
      { action: 'erase', token: 'eyJ.x.y' },
      { action: 'export', token: `${await identityToken('c-4')}x` },
    ];
    for (const ask of asks) expect((await askPrivacy({ site: site.id, seed, ...ask })).status).toBe(401);
    expect((await askPrivacy({ site: site.id, seed, action: 'erase' }, 'https://evil.example')).status).toBe(403);
    expect(await idBehind(browser)).toMatch(/^p_\d+$/);
  });

  it('is the end of what an anonymous browser left', async () => {
    const browser = new Browser(site.id);
    await browser.send([event('page_view')]);
    expect((await askPrivacy({ site: site.id, seed: browser.seed, action: 'erase' })).status).toBe(200);
    expect((await browser.post(browser.batch([event('page_view')]))).status).toBe(410);
    expect((await askPrivacy({ site: site.id, seed: browser.seed, action: 'erase' })).status).toBe(404);
  });
});

it('consent goes by the country of the request', async () => {
  const mixed = await makeSite({
    id: 's_regions',
    segments: [],
    settings: { consentMode: 'implied', consentRegions: [{ countries: ['DE', 'FR'], mode: 'required' }] },
  });
  const sent = async (country: string) => {
    const browser = new Browser(mixed.id);
    const batch = browser.batch([event('page_view')]);
    const body = JSON.stringify({ site: mixed.id, seed: browser.seed, sentAt: Date.now(), batch });
    const request = new Request('https://usher.example/v1/collect', {
      method: 'POST',
      headers: { origin: shopOrigin },
      body,
      cf: { country },
    });
    const { reply } = (await (await SELF.fetch(request)).json()) as { reply: { rejected: unknown[] } };
    return reply.rejected.length;
  };
  expect([await sent('DE'), await sent('US')]).toEqual([1, 0]);
  const tagFor = async (country: string) =>
    (await SELF.fetch(new Request(`https://usher.example/t/${mixed.id}.js`, { cf: { country } }))).text();
  expect(await tagFor('FR')).toContain('"consentMode":"required"');
  expect(await tagFor('US')).toContain('"consentMode":"implied"');
});

it('retention forgets whoever was not heard of for so long, and old history of the others', async () => {
  const short = await makeSite({
    id: 's_retention',
    segments: [],
    settings: { retention: { profileDays: 100, historyDays: 40 } },
  });
  const [gone, kept] = [new Browser(short.id), new Browser(short.id)];
  await gone.send([event('page_view')]);
  await kept.send([event('page_view')]);
  const day = 86_400_000;
  const run = (now: number) => keepRetention(env, new Pace(Date.now() + 20_000), () => now);
  const count = () =>
    env.DB.prepare(
      'SELECT count(*) AS people, ifnull(sum((SELECT count(*) FROM event_batches b WHERE b.n = p.n)), 0) AS batches FROM profiles p WHERE site = ?',
    )
      .bind(short.id)
      .first();
  await run(Date.now() + 39 * day);
  expect(await count()).toEqual({ people: 2, batches: 2 });
  await run(Date.now() + 41 * day);
  expect(await count()).toEqual({ people: 2, batches: 0 });
  await env.DB.prepare(
    "UPDATE profiles SET snapshot = json_set(snapshot, '$.lastSeenAt', ?) WHERE site = ? AND n = (SELECT max(n) FROM profiles)",
  )
    .bind(Date.now() + 60 * day, short.id)
    .run();
  await run(Date.now() + 101 * day);
  expect(await count()).toEqual({ people: 1, batches: 0 });
  expect(await env.DB.prepare('SELECT asked_by FROM erasures WHERE site = ?').bind(short.id).first('asked_by')).toBe(
    'retention',
  );
});

it('retention passes over a profile that cannot be read', async () => {
  const { id } = await makeSite({ id: 's_unreadable', segments: [], settings: { retention: { profileDays: 10 } } });
  for (const browser of [new Browser(id), new Browser(id)]) await browser.send([event('page_view')]);
  const people = () => env.DB.prepare('SELECT count(*) AS c FROM profiles WHERE site = ?').bind(id).first('c');
  await env.DB.prepare("UPDATE profiles SET snapshot = '{' WHERE n = (SELECT min(n) FROM profiles WHERE site = ?)")
    .bind(id)
    .run();
  await keepRetention(env, new Pace(Date.now() + 20_000), () => Date.now() + 11 * 86_400_000);
  expect(await people()).toBe(1);
  await env.DB.prepare('DELETE FROM profiles WHERE site = ?').bind(id).run();
});
