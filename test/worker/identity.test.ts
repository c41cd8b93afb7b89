import { env } from 'cloudflare:workers';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { identityKeyPurpose } from '../../worker/services/identity-token.ts';
import { seal } from '../../worker/services/sealed.ts';
import { IdentityKeys } from '../../worker/stores/identity-keys.ts';
import { Browser, event } from './support/browser.ts';
import { makeSite, type SiteUnderTest } from './support/site.ts';

let site: SiteUnderTest;
const secret = 'a shared secret of the shop, long enough';
let pair: Awaited<ReturnType<typeof generateKeyPair>>;

beforeAll(async () => {
  site = await makeSite({ id: 's_identity', segments: [] });
  const keys = new IdentityKeys(env.DB, site.id);
  const material = await seal(env.VISITOR_SECRET, identityKeyPurpose(site.id), secret);
  await keys.add({ id: 'k1', algorithm: 'HS256', material }, Date.now());
  await keys.add({ id: 'old', algorithm: 'HS256', material }, Date.now());
  await keys.revoke('old', Date.now());
  pair = await generateKeyPair('ES256', { extractable: true });
  const jwk = JSON.stringify(await exportJWK(pair.publicKey));
  await keys.add({ id: 'k2', algorithm: 'ES256', material: jwk }, Date.now());
});

interface Claims {
  sub?: string;
  email?: string;
  audience?: string;
  expires?: string;
  kid?: string;
  key?: Parameters<SignJWT['sign']>[0];
}

/** What the shop's server signs. */
function token({ sub = 'c-1', email, audience = site.id, expires = '1h', kid = 'k1', key }: Claims = {}) {
  return new SignJWT({ ...(email && { email }) })
    .setProtectedHeader({ alg: kid === 'k2' ? 'ES256' : 'HS256', kid })
    .setSubject(sub)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(key ?? new TextEncoder().encode(secret));
}

const signIn = async (browser: Browser, claims: Claims = {}) =>
  (await browser.send([event('identify', { attributes: { token: await token(claims) } })])).reply.rejected;

async function profiles(): Promise<{ n: number; identities: string[]; pageViews: number }[]> {
  const { results } = await env.DB.prepare('SELECT n, snapshot FROM profiles WHERE site = ? ORDER BY n')
    .bind(site.id)
    .all<{ n: number; snapshot: string }>();
  return results.map(({ n, snapshot }) => {
    const { identities, pageViews } = JSON.parse(snapshot);
    const words = identities.map((one: Record<string, string>) => `${one.level} ${one.kind} ${one.value}`);
    return { n, identities: words, pageViews };
  });
}

describe('a signed identity token', () => {
  it('proves who somebody is, and brings a second device into the same profile', async () => {
    const [phone, laptop] = [new Browser(site.id), new Browser(site.id)];
    await phone.send([event('page_view')]);
    expect(await signIn(phone, { email: 'ann@shop.example' })).toEqual([]);
    await laptop.send([event('page_view'), event('page_view')]);
    expect(await signIn(laptop, { kid: 'k2', key: pair.privateKey })).toEqual([]);
    await phone.send([event('page_view')]);
    await laptop.send([event('page_view')]);
    const all = await profiles();
    expect(all).toHaveLength(1);
    expect(all[0]?.identities).toEqual(['verified source_id c-1', 'verified email ann@shop.example'].sort());
    expect(all[0]?.pageViews).toBe(5);
  });

  it('joins a browser that has done nothing yet to the profile there is', async () => {
    const fresh = new Browser(site.id);
    expect(await signIn(fresh)).toEqual([]);
    expect(await profiles()).toHaveLength(1);
  });

  it('links a browser once: another person is refused, and nothing of them is written', async () => {
    const shared = new Browser(site.id);
    expect(await signIn(shared, { sub: 'c-2' })).toEqual([]);
    const before = await profiles();
    expect(await signIn(shared, { sub: 'c-1' })).toMatchObject([
      { index: 0, detail: expect.stringContaining('reset') },
    ]);
    expect(await signIn(shared, { sub: 'c-3' })).toHaveLength(1);
    expect(await profiles()).toEqual(before);
  });

  it.each<[string, Claims]>([
    ['of another site', { audience: 's_other' }],
    ['that has expired', { expires: '-1s' }],
    ['signed with a key that was revoked', { kid: 'old' }],
    ['signed with another secret', { key: new TextEncoder().encode('quite another secret of the same length') }],
    ['with a key nobody knows', { kid: 'k9' }],
    ['of nobody in particular', { sub: 'undefined' }],
  ])('%s proves nothing', async (_, claims) => {
    const browser = new Browser(site.id);
    expect(await signIn(browser, { sub: 'c-9', ...claims })).toHaveLength(1);
    expect((await profiles()).flatMap(({ identities }) => identities)).not.toContain('verified source_id c-9');
  });

  it('is one profile when two tabs and two devices sign in at once', async () => {
    const tabs = [new Browser(site.id, 'seed-of-two-tabs-00001'), new Browser(site.id, 'seed-of-two-tabs-00001')];
    const browsers = [...tabs, new Browser(site.id), new Browser(site.id)];
    const send = async (browser: Browser) => {
      const batch = browser.batch([event('identify', { attributes: { token: await token({ sub: 'c-7' }) } })]);
      for (let attempt = 0; attempt < 20; attempt += 1) if ((await browser.post(batch)).status === 200) return;
      throw new Error('not taken');
    };
    await Promise.all(browsers.map(send));
    const owners = (await profiles()).filter(({ identities }) => identities.includes('verified source_id c-7'));
    expect(owners).toHaveLength(1);
    const { results } = await env.DB.prepare('SELECT DISTINCT n FROM event_batches WHERE stream IN (?, ?, ?, ?)')
      .bind(...browsers.map(({ stream }) => stream))
      .all();
    expect(results).toHaveLength(1);
  });

  it('is not kept', async () => {
    const kept = await env.DB.prepare("SELECT count(*) AS c FROM event_batches WHERE body LIKE '%eyJ%'").first('c');
    expect(kept).toBe(0);
  });
});

it('what a visitor types never proves anything', async () => {
  const browser = new Browser(site.id);
  await browser.send([event('identify', { attributes: { source_id: 'c-1', email: 'ann@shop.example' } })]);
  await browser.send([
    event('identify', { attributes: { email: 'ann@shop.example' }, proven: ['x'], level: 'verified' }),
  ]);
  const typed = (await profiles()).at(-1);
  expect(typed?.identities.sort()).toEqual(['claimed email ann@shop.example', 'claimed source_id c-1']);
});

it('refuses ids that stand for nobody', async () => {
  const browser = new Browser(site.id);
  for (const nobody of ['null', 'undefined', 'anonymous', '[object Object]', 'N/A', '0']) {
    await browser.send([event('identify', { attributes: { source_id: nobody, email: `${nobody}@x.example` } })]);
  }
  expect((await profiles()).at(-1)?.identities).toEqual([]);
});
