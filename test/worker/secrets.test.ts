import { SELF } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, expect, it } from 'vitest';
import { Pace } from '../../worker/jobs/pace.ts';
import { recheckDue } from '../../worker/jobs/recheck.ts';
import { campaign } from '../support/campaigns.ts';
import { Browser, event } from './support/browser.ts';
import { callConsole, linkSecret } from './support/console-user.ts';
import { everythingKept } from './support/everything-kept.ts';
import { callApi } from './support/server-api.ts';
import { shopOrigin } from './support/site.ts';
import { type WholeSite, wholeSite } from './support/whole-site.ts';

let site: WholeSite;

beforeAll(async () => {
  site = await wholeSite('s_secrets', campaign({ id: 'cmp_secrets' }));
});

it('no secret that is handed out is kept as it is', async () => {
  const { cookie } = site;
  const made = async (path: string, body: unknown) => (await callConsole('POST', path, { cookie, body })).json();
  const { secret: apiToken } = (await made('/tokens', { name: 'x', scopes: ['admin'] })) as { secret: string };
  const { secret: identityKey } = (await made('/identity-keys', { algorithm: 'HS256' })) as { secret: string };
  const webhook = { url: 'https://93.184.215.14/x', kinds: ['segment.left'] };
  const { secret: webhookSecret } = (await made('/webhooks', webhook)) as { secret: string };
  const { link } = (await made('/users', { email: 'new@user.example', name: 'New', role: 'viewer' })) as {
    link: string;
  };
  const { token: debugToken } = (await made('/debug-token', {})) as { token: string };
  const secrets = {
    apiToken,
    identityKey,
    webhookSecret,
    debugToken,
    invitation: new URL(link).hash.slice(1),
    signInLink: await linkSecret(site.id),
    session: cookie.split('=')[1],
    visitorSecret: env.VISITOR_SECRET,
    adminSecret: env.ADMIN_SECRET,
  };
  const kept = await everythingKept();
  for (const [name, secret] of Object.entries(secrets)) {
    expect([name, typeof secret, String(secret).length > 10]).toEqual([name, 'string', true]);
    // Prefixes that tell the kind are no secret.
    expect([name, kept.includes(String(secret).replace(/^(ush_|whsec_)/, ''))]).toEqual([name, false]);
  }
});

it('no address of a network is kept, whatever header brings it', async () => {
  const canary = '203.0.113.77';
  const canary6 = '2001:db8::7777:1';
  const network = {
    'cf-connecting-ip': canary,
    'x-real-ip': canary,
    'x-forwarded-for': `${canary}, ${canary6}`,
    forwarded: `for=${canary};by="[${canary6}]"`,
    'true-client-ip': canary,
    'cf-connecting-ipv6': canary6,
  };
  const browser = new Browser(site.id);
  const batch = browser.batch([
    event('session_start', { landing_url: 'https://shop.example/' }),
    event('identify', { attributes: { first_name: 'Ann', email: 'ann@ip.example' } }),
    event('purchase', { transaction_id: 'ip-1', value: 1, currency: 'EUR' }),
  ]);
  expect((await browser.post(batch, {}, network)).status).toBe(200);
  const privacy = { site: site.id, seed: 'z'.repeat(22), action: 'erase' };
  await SELF.fetch('https://usher.example/v1/privacy', {
    method: 'POST',
    headers: { origin: shopOrigin, ...network },
    body: JSON.stringify(privacy),
  });
  const body = { identifiers: { email: 'ann@api.example' }, attributes: { first_name: 'Ann' } };
  const key = { 'idempotency-key': 'ip-1' };
  expect(
    (await callApi('POST', '/profiles', { token: site.token, body, headers: { ...network, ...key } })).status,
  ).toBe(200);
  const secret = await linkSecret(site.id, 'owner', 'ip@example.org');
  expect((await callConsole('POST', '/session', { body: { secret }, headers: network })).status).toBe(204);
  const draft = { name: 'By Ann', rule: { kind: 'attribute', attribute: 'email', operator: 'isKnown' } };
  const made = await callConsole('POST', '/segments', { cookie: site.cookie, body: { draft }, headers: network });
  expect(made.status).toBe(201);
  await recheckDue(env, new Pace(Date.now() + 5_000), () => Date.now() + 86_400_000);
  const kept = await everythingKept();
  expect(kept).toContain('ann@ip.example');
  expect(kept).toContain('ann@api.example');
  expect(kept).not.toContain(canary);
  expect(kept).not.toContain(canary6);
});
