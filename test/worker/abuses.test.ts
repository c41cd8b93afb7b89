import { createExecutionContext, SELF, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { SignJWT } from 'jose';
import { beforeAll, expect, it } from 'vitest';
import { makeApp } from '../../worker/app.ts';
import { identityKeyPurpose } from '../../worker/services/identity-token.ts';
import { seal } from '../../worker/services/sealed.ts';
import { IdentityKeys } from '../../worker/stores/identity-keys.ts';
import { campaign } from '../support/campaigns.ts';
import { Browser, event } from './support/browser.ts';
import { countingDb } from './support/counting-db.ts';
import { shopOrigin } from './support/site.ts';
import { rowsOf, type WholeSite, wholeSite } from './support/whole-site.ts';

/** What the public key of a site opens, tried by somebody who has it and nothing else. */

const keySecret = 'a shared secret of the shop, long enough';
let site: WholeSite;
let other: WholeSite;
let victimEmail: string;
/** What only the victim's browser and the server know. */
let victim: Browser;

beforeAll(async () => {
  site = await wholeSite('s_public', campaign({ id: 'cmp_public' }));
  other = await wholeSite('s_otherpublic', campaign({ id: 'cmp_otherpublic' }));
  victimEmail = `${site.canary}@x.example`;
  const material = await seal(env.VISITOR_SECRET, identityKeyPurpose(site.id as never), keySecret);
  await new IdentityKeys(env.DB, site.id as never).add({ id: 'k1', algorithm: 'HS256', material }, Date.now());
  victim = new Browser(site.id);
  await victim.send([event('identify', { attributes: { first_name: site.canary } })]);
});

const at = Math.floor(Date.now() / 1_000);

function signed({ secret = keySecret, audience = 's_public', expiresAt = at + 300, kid = 'k1' } = {}): Promise<string> {
  return new SignJWT({ email: victimEmail })
    .setProtectedHeader({ alg: 'HS256', kid })
    .setSubject('victim')
    .setAudience(audience)
    .setIssuedAt(at - 60)
    .setExpirationTime(expiresAt)
    .sign(new TextEncoder().encode(secret));
}

const encoded = (value: object) => btoa(JSON.stringify(value)).replaceAll('=', '');
const unsigned = () =>
  `${encoded({ alg: 'none', kid: 'k1' })}.${encoded({ sub: 'victim', aud: 's_public', exp: at + 300, iat: at })}.`;

type Abuse = () => Promise<Response>;
const says = (name: string, properties: Record<string, unknown>): Abuse => {
  return () => {
    const browser = new Browser(site.id);
    return browser.post(browser.batch([event('page_view'), event(name, properties)]));
  };
};
const identifies = (attributes: () => Record<string, unknown> | Promise<Record<string, unknown>>): Abuse => {
  return async () => says('identify', { attributes: await attributes() })();
};
const batchWith = (more: () => Record<string, unknown>): Abuse => {
  return () => {
    const browser = new Browser(site.id);
    return browser.post(browser.batch([event('page_view')], more()));
  };
};
const envelopeWith = (more: () => Record<string, unknown>, headers: Record<string, string> = {}): Abuse => {
  return () => {
    const browser = new Browser(site.id);
    return browser.post(browser.batch([event('page_view')]), more(), headers);
  };
};
const privacy = (ask: () => Promise<Record<string, unknown>> | Record<string, unknown>): Abuse => {
  return async () => {
    const seed = 'z'.repeat(22);
    const body = JSON.stringify({ site: site.id, seed, action: 'export', ...(await ask()) });
    return SELF.fetch('https://usher.example/v1/privacy', { method: 'POST', headers: { origin: shopOrigin }, body });
  };
};
const get = (path: () => string, headers: () => Record<string, string> = () => ({})): Abuse => {
  return () => SELF.fetch(`https://usher.example${path()}`, { headers: { origin: shopOrigin, ...headers() } });
};

const abuses: [what: string, how: Abuse][] = [
  ['says the email of somebody else', identifies(() => ({ email: victimEmail }))],
  ['says the id that the shop gave somebody', identifies(() => ({ source_id: 'victim', user_id: 'victim' }))],
  ['says the number of a profile', identifies(() => ({ id: site.ids.profile, n: 1, profile: site.ids.profile }))],
  ['says what the server computes', identifies(() => ({ order_count: 99, order_total: 1, country: 'XX' }))],
  ['says a token that nobody signed', identifies(() => ({ token: unsigned() }))],
  ['says a token signed by itself', identifies(async () => ({ token: await signed({ secret: 'x'.repeat(40) }) }))],
  ['says a token of another key', identifies(async () => ({ token: await signed({ kid: 'k2' }) }))],
  ['says a token for another site', identifies(async () => ({ token: await signed({ audience: other.id }) }))],
  ['says a token that has expired', identifies(async () => ({ token: await signed({ expiresAt: at - 1 }) }))],
  ['says a token that is none', identifies(() => ({ token: '../../etc/passwd' }))],
  [
    'tells of an order of somebody else',
    says('purchase', { transaction_id: 'order-at-s_public', value: 1, currency: 'EUR' }),
  ],
  [
    'changes an order of somebody else',
    says('purchase', { transaction_id: 'order-at-s_public', value: 0, status: 'cancelled', updated_at: at * 2_000 }),
  ],
  ['scores itself', says('scored', { rfm_group: 'best' })],
  ['tells what only the server may', says('loyalty_changed', { points: 1_000_000, tier: 'gold' })],
  ['tells of a mail', says('email_opened', { campaign: 'x' })],
  [
    'says it saw a campaign that is not shown',
    says('promotion_exposed', { campaign: 'cmp_none', variant: 'a', decision: 'decision-1' }),
  ],
  ['chooses its variant', says('promotion_exposed', { campaign: 'cmp_public', variant: 'zz', decision: 'decision-1' })],
  [
    'asks for another profile in its batch',
    batchWith(() => ({ n: 1, profile: site.ids.profile, visitor: site.ids.profile })),
  ],
  [
    'says that it is the server',
    batchWith(() => ({ tier: 'server', source: 'api', proven: [{ kind: 'email', value: victimEmail }] })),
  ],
  ['proves its ids itself', batchWith(() => ({ proven: [{ kind: 'email', value: victimEmail }] }))],
  ['uses the stream of somebody else', batchWith(() => ({ stream: victim.stream }))],
  ['sends the first batch of somebody else again', batchWith(() => ({ stream: victim.stream, sequence: 1 }))],
  ['uses a stream of the server', batchWith(() => ({ stream: 's.aaaaaaaaaaa' }))],
  ['brings a rule', batchWith(() => ({ rule: { kind: 'attribute', attribute: 'email', operator: 'isKnown' } }))],
  ['asks for segments by id', batchWith(() => ({ segments: [site.ids.segment], expose: [site.ids.segment] }))],
  ['brings a promotion with HTML', batchWith(() => ({ offers: [{ html: '<script>1</script>' }] }))],
  ['says where it is', batchWith(() => ({ request: { country: 'XX' } }))],
  ['shows the token of somebody else', envelopeWith(() => ({ token: victim.token }))],
  ['shows no token', envelopeWith(() => ({ token: '' }))],
  ['forges a debug token', envelopeWith(() => ({ debug: 'd1.9999999999999.AAAAAAAAAAAAAAAAAAAAAA' }))],
  ['names another site', envelopeWith(() => ({ site: other.id }))],
  ['brings a visitor id', envelopeWith(() => ({ visitor: victim.seed, n: 1 }))],
  ['comes from elsewhere', envelopeWith(() => ({}), { origin: 'https://evil.example' })],
  ['comes from nowhere', envelopeWith(() => ({}), { origin: 'null' })],
  ['asks for data without a token', privacy(() => ({}))],
  ['asks for data by an email', privacy(() => ({ email: victimEmail, token: victimEmail }))],
  ['asks for data with a token that nobody signed', privacy(() => ({ token: unsigned() }))],
  [
    'asks for data with a token signed by itself',
    privacy(async () => ({ token: await signed({ secret: 'x'.repeat(40) }) })),
  ],
  ['has somebody erased by a guessed seed', privacy(() => ({ action: 'erase', seed: 'a'.repeat(22) }))],
  ['reads the tag with parameters', get(() => `/t/${site.id}.js?debug=1&callback=x&segments=all`)],
  ['reads the collect route', get(() => `/v1/collect?site=${site.id}&email=${victimEmail}`)],
  [
    'takes the site key for a token',
    get(
      () => '/api/v1/profiles',
      () => ({ authorization: `Bearer ${site.id}` }),
    ),
  ],
  [
    'takes its visitor token for a token',
    get(
      () => '/api/v1/profiles',
      () => ({ authorization: `Bearer ${victim.token}` }),
    ),
  ],
  [
    'takes its visitor token for a session',
    get(
      () => '/api/console/profiles',
      () => ({ cookie: `session=${victim.token}` }),
    ),
  ],
];

it('there are at least forty abuses', () => {
  expect(abuses.length).toBeGreaterThanOrEqual(40);
});

it.each(abuses)('whoever %s learns nothing and changes nobody', async (_, how) => {
  known ??= await ofOthers();
  const response = await how();
  expect(response.status).toBeLessThan(500);
  const told = [...response.headers].map((header) => header.join(': ')).join('\n') + (await response.text());
  for (const secret of [site.canary, other.canary, victimEmail, site.ids.segment, 'seg_', '"rule"']) {
    expect(told).not.toContain(secret);
  }
  expect(await ofOthers()).toEqual(known);
});

/** Everything of those who were there before: profiles with their ids, orders and memberships, and what marketers made. */
let known: Record<string, unknown[]> | undefined;
let last = 0;
async function ofOthers(): Promise<Record<string, unknown[]>> {
  last ||= (await env.DB.prepare('SELECT max(n) AS n FROM profiles').first<number>('n')) as number;
  const tables = Object.entries({ ...(await rowsOf(site.id)), ...prefixed(await rowsOf(other.id)) });
  // People that abuses make are new, and so are the sizes and names that move with them.
  const ofThem = (row: unknown) => Number((row as { n?: number }).n ?? 0) <= last;
  return Object.fromEntries(
    tables
      .filter(([name]) => !/segment_sizes|seen_names/.test(name))
      .map(([name, rows]) => [name, rows.filter(ofThem)]),
  );
}

const prefixed = (rows: Record<string, unknown[]>) =>
  Object.fromEntries(Object.entries(rows).map(([name, all]) => [`other ${name}`, all]));

it('an email that somebody has proven and one that nobody has are answered the same bytes at the same cost', async () => {
  const ask = async (email: string) => {
    const { db, bill } = countingDb(env.DB);
    const browser = new Browser(site.id);
    const batch = browser.batch([event('page_view'), event('identify', { attributes: { email } })]);
    const body = JSON.stringify({ site: site.id, seed: browser.seed, sentAt: Date.now(), batch });
    const request = new Request('https://usher.example/v1/collect', {
      method: 'POST',
      headers: { origin: shopOrigin },
      body,
    });
    const context = createExecutionContext();
    const response = await makeApp().fetch(request, { ...env, DB: db }, context);
    await waitOnExecutionContext(context);
    const text = await response.text();
    const { token } = JSON.parse(text) as { token: string };
    return { text: text.replace(token, 'token').replace(browser.stream, 'stream'), bill };
  };
  await ask(`warm-${victimEmail}`);
  const known = await ask(victimEmail);
  const unknown = await ask(victimEmail.replace('canary', 'nobody'));
  expect(known.text).toBe(unknown.text);
  expect([known.bill.read, known.bill.written]).toEqual([unknown.bill.read, unknown.bill.written]);
});
