import { SELF } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeApp } from '../../worker/app.ts';
import { Browser, event } from './support/browser.ts';
import { askForLink, callConsole, cookieOf, signedInAs } from './support/console-user.ts';
import { makeSite, shopOrigin } from './support/site.ts';

const team = 'https://team.cloudflareaccess.com';

describe('the operator', () => {
  const create = (body: unknown, bearer = env.ADMIN_SECRET) =>
    SELF.fetch('https://usher.example/api/admin/sites', {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}` },
      body: JSON.stringify(body),
    });

  it('makes a site whose tag works at once, and lets its first owner in', async () => {
    const wanted = { id: 's_brandnew', name: 'Brand new', origins: [shopOrigin], consentMode: 'implied' };
    expect((await create(wanted, 'wrong')).status).toBe(401);
    expect(await (await create(wanted)).json()).toEqual({
      id: 's_brandnew',
      tag: '<script async src="https://usher.example/t/s_brandnew.js"></script>',
    });
    expect((await create(wanted)).status).toBe(409);
    expect((await create({ ...wanted, id: 's_zone', timeZone: 'Mars' })).status).toBe(400);
    expect((await SELF.fetch('https://usher.example/t/s_brandnew.js')).status).toBe(200);
    await new Browser('s_brandnew').send([event('page_view')]);
    expect((await askForLink({ site: 's_brandnew', email: 'owner@x.example', name: 'O' })).status).toBe(201);
  });
});

describe('Cloudflare Access', () => {
  let pair: Awaited<ReturnType<typeof generateKeyPair>>;
  const guarded = { ...env, ACCESS_TEAM: team, ACCESS_AUDIENCE: 'aud-1' };

  beforeAll(async () => {
    pair = await generateKeyPair('RS256', { extractable: true });
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k', alg: 'RS256' };
    vi.stubGlobal('fetch', async (url: string | URL | Request) => {
      expect(String(url instanceof Request ? url.url : url)).toBe(`${team}/cdn-cgi/access/certs`);
      return Response.json({ keys: [jwk] });
    });
    await makeSite({ id: 's_access1', segments: [] });
    await makeSite({ id: 's_access2', segments: [] });
    await signedInAs('s_access1', 'editor', 'one@access.example');
    for (const site of ['s_access1', 's_access2']) await signedInAs(site, 'viewer', 'two@access.example');
  });

  afterAll(() => vi.unstubAllGlobals());

  const assertion = (email: string, audience = 'aud-1', issuer = team) =>
    new SignJWT({ email })
      .setProtectedHeader({ alg: 'RS256', kid: 'k' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setExpirationTime('1m')
      .sign(pair.privateKey);

  async function enter(token: string, body: unknown = {}, bindings: object = guarded): Promise<Response> {
    const request = new Request('https://usher.example/api/console/session/access', {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin', 'cf-access-jwt-assertion': token },
      body: JSON.stringify(body),
    });
    return makeApp().fetch(request, bindings as typeof env);
  }

  it('lets a user in whose email it proves', async () => {
    const response = await enter(await assertion('One@access.example'));
    expect(response.status).toBe(200);
    expect((await callConsole('GET', '/segments', { cookie: cookieOf(response) })).status).toBe(200);
  });

  it('asks which site, and opens only those where they are a user', async () => {
    const token = await assertion('two@access.example');
    expect(await (await enter(token)).json()).toEqual({ sites: ['s_access1', 's_access2'] });
    expect((await enter(token, { site: 's_access2' })).status).toBe(200);
    expect((await enter(await assertion('one@access.example'), { site: 's_access2' })).status).toBe(401);
  });

  it('opens nothing with an assertion of somebody else, or where it does not stand', async () => {
    expect((await enter(await assertion('nobody@access.example'))).status).toBe(401);
    expect((await enter(await assertion('one@access.example', 'aud-2'))).status).toBe(401);
    expect((await enter(await assertion('one@access.example', 'aud-1', 'https://evil.example'))).status).toBe(401);
    expect((await enter('eyJ.a.b')).status).toBe(401);
    expect((await enter(await assertion('one@access.example'), {}, env)).status).toBe(401);
  });
});
