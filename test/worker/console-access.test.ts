import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Rule } from '../../shared/rules/rule.ts';
import type { Problem } from '../../shared/schema/problem.ts';
import { consoleRoutes } from '../../worker/routes/console/index.ts';
import { linkLifetimeMs, sessionLifetimeMs } from '../../worker/services/console/sign-in.ts';
import { Browser, event } from './support/browser.ts';
import { askForLink, callConsole, cookieOf, linkSecret, signedInAs } from './support/console-user.ts';
import { makeSite } from './support/site.ts';

const site = 's_access';
const other = 's_other';
const rule: Rule = { kind: 'all', rules: [] };

/** Every route of the console but signing in, as the router knows them. */
const guarded = consoleRoutes.routes
  .filter(({ method, path }) => method !== 'ALL' && !path.includes('*') && !(method === 'POST' && path === '/session'))
  .map(({ method, path }) => ({ method, path: path.replace(':id', 'seg_x').replace(/\/$/, '') }))
  .filter(
    (route, index, all) => all.findIndex((one) => one.method === route.method && one.path === route.path) === index,
  );

async function problemOf(response: Response): Promise<string> {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  return ((await response.json()) as Problem).type;
}

beforeAll(async () => {
  await makeSite({ id: site, segments: [{ id: 'seg_own', name: 'Own', rule }] });
  await makeSite({ id: other, segments: [{ id: 'seg_foreign', name: 'Foreign', rule }] });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a sign-in link', () => {
  it('is made only for who holds the admin secret', async () => {
    for (const bearer of ['', 'wrong', `${env.ADMIN_SECRET}x`, env.ADMIN_SECRET.slice(1)]) {
      expect((await askForLink({ site, email: 'a@example.org', name: 'A' }, bearer)).status).toBe(401);
    }
  });

  it('is refused with pointers when the invitation is wrong, and for a site that is not there', async () => {
    const wrong = await askForLink({ site: 'no', email: 'nobody', name: ' ' });
    expect(wrong.status).toBe(400);
    const { errors } = (await wrong.json()) as Problem;
    expect(errors?.map(({ pointer }) => pointer).sort()).toEqual(['/email', '/name', '/site']);
    expect((await askForLink({ site: 's_nowhere', email: 'a@example.org', name: 'A' })).status).toBe(404);
  });

  it('signs in once, with a cookie that no script reads and no other host gets', async () => {
    const secret = await linkSecret(site);
    const response = await callConsole('POST', '/session', { body: { secret } });
    expect(response.status).toBe(204);
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^__Host-usher_session=[\w-]{43};/);
    for (const part of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/', `Max-Age=${sessionLifetimeMs / 1_000}`]) {
      expect(cookie).toContain(part);
    }
    const again = await callConsole('POST', '/session', { body: { secret } });
    expect([again.status, await problemOf(again)]).toEqual([401, '/problems/invalid-link']);
  });

  it('lets one of many simultaneous tries in', async () => {
    const secret = await linkSecret(site);
    const tries = await Promise.all(
      Array.from({ length: 8 }, () => callConsole('POST', '/session', { body: { secret } })),
    );
    expect(tries.filter(({ status }) => status === 204)).toHaveLength(1);
  });

  it('is over after a quarter of an hour, and an unknown one never works', async () => {
    const secret = await linkSecret(site);
    vi.setSystemTime(Date.now() + linkLifetimeMs + 1);
    expect((await callConsole('POST', '/session', { body: { secret } })).status).toBe(401);
    expect((await callConsole('POST', '/session', { body: { secret: 'A'.repeat(43) } })).status).toBe(401);
  });

  it('leaves only hashes in the database', async () => {
    const secret = await linkSecret(site);
    const cookie = cookieOf(await callConsole('POST', '/session', { body: { secret: await linkSecret(site) } }));
    const { results: links } = await env.DB.prepare('SELECT * FROM sign_in_links').all();
    const { results: sessions } = await env.DB.prepare('SELECT * FROM console_sessions').all();
    const stored = JSON.stringify([links, sessions]);
    expect(stored).not.toContain(secret);
    expect(stored).not.toContain(cookie.split('=')[1]);
  });
});

describe('a session', () => {
  it('is needed by every route', async () => {
    expect(guarded.length).toBeGreaterThan(12);
    for (const { method, path } of guarded) {
      const response = await callConsole(method, path, method === 'GET' ? {} : { body: {} });
      expect([method, path, response.status]).toEqual([method, path, 401]);
    }
    expect((await callConsole('GET', '/anything')).status).toBe(401);
  });

  it('ends with signing out, and by itself after its time', async () => {
    const cookie = await signedInAs(site);
    expect((await callConsole('GET', '/session', { cookie })).status).toBe(200);
    expect((await callConsole('DELETE', '/session', { cookie })).status).toBe(204);
    expect((await callConsole('GET', '/session', { cookie })).status).toBe(401);
    const later = await signedInAs(site);
    vi.setSystemTime(Date.now() + sessionLifetimeMs + 1);
    expect((await callConsole('GET', '/session', { cookie: later })).status).toBe(401);
  });

  it('tells who it is and what rules may speak of, of its own site only', async () => {
    const answer = await (await callConsole('GET', '/session', { cookie: await signedInAs(site) })).json();
    expect(answer).toMatchObject({ user: { name: 'Ann', role: 'owner' }, site: { id: site } });
    expect((answer as { attributes: { name: string }[] }).attributes.map(({ name }) => name)).toContain('email');
  });
});

describe('a change', () => {
  it('is refused unless a page of the console itself asks for it', async () => {
    const cookie = await signedInAs(site);
    const changing = guarded.filter(({ method }) => method !== 'GET');
    expect(changing.length).toBeGreaterThan(5);
    for (const { method, path } of changing) {
      for (const fetchSite of ['cross-site', 'same-site', 'none']) {
        const response = await callConsole(method, path, {
          cookie,
          body: {},
          headers: { 'sec-fetch-site': fetchSite },
        });
        expect([method, path, response.status]).toEqual([method, path, 403]);
      }
    }
    const secret = await linkSecret(site);
    const headers = { 'sec-fetch-site': 'cross-site' };
    expect((await callConsole('POST', '/session', { body: { secret }, headers })).status).toBe(403);
  });

  it('is refused to a viewer, who may look and sign out', async () => {
    const cookie = await signedInAs(site, 'viewer');
    // Questions about everybody are asked by POST, since a rule is too long for an address.
    const changing = guarded.filter(
      ({ method, path }) => method !== 'GET' && !path.startsWith('/session') && !path.startsWith('/population/'),
    );
    expect(changing.length).toBeGreaterThan(4);
    for (const { method, path } of changing) {
      const response = await callConsole(method, path, { cookie, body: {} });
      expect([method, path, await problemOf(response)]).toEqual([method, path, '/problems/read-only']);
    }
    expect((await callConsole('GET', '/segments', { cookie })).status).toBe(200);
    expect((await callConsole('DELETE', '/session', { cookie })).status).toBe(204);
  });
});

describe('another site', () => {
  it('does not exist: its segments, campaigns and profiles are nowhere to be found', async () => {
    const visitor = new Browser(other);
    await visitor.send([event('page_view')]);
    const n = await env.DB.prepare('SELECT n FROM profiles WHERE site = ?').bind(other).first<number>('n');
    const cookie = await signedInAs(site);
    for (const path of ['/segments/seg_foreign', `/profiles/p_${n}`, `/profiles/p_${n}/timeline`]) {
      expect([path, (await callConsole('GET', path, { cookie })).status]).toEqual([path, 404]);
    }
    const body = { revision: 1, draft: { name: 'Mine now', rule } };
    expect((await callConsole('PUT', '/segments/seg_foreign', { cookie, body })).status).toBe(404);
    const own = await signedInAs(other);
    expect((await callConsole('GET', `/profiles/p_${n}`, { cookie: own })).status).toBe(200);
    expect(await (await callConsole('GET', '/segments', { cookie: own })).json()).toMatchObject({
      segments: [{ id: 'seg_foreign', draft: { name: 'Foreign' } }],
    });
  });
});
