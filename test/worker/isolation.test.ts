import { beforeAll, describe, expect, it } from 'vitest';
import { makeApp } from '../../worker/app.ts';
import { campaign } from '../support/campaigns.ts';
import { ask, asks } from './support/asks.ts';
import { tokenOf } from './support/server-api.ts';
import { rowsOf, type WholeSite, wholeSite } from './support/whole-site.ts';

/** Routes that have no site of a credential: each is tested by itself. */
const open = new Set([
  'POST /api/console/session',
  'POST /api/admin/sign-in-links',
  'GET /api/admin/sites',
  'POST /api/admin/sites',
  'GET /api/admin/sites/:site/profiles/:id/check',
  'POST /api/console/session/access',
  'GET /api/openapi.json',
  'GET /api/rule.schema.json',
  'GET /api/reference',
  'GET /api/reference.css',
]);

const routes = [
  ...new Set(
    makeApp()
      .routes.filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/'))
      .map(({ method, path }) => `${method} ${path.replace(/\/$/, '')}`),
  ),
].filter((route) => !open.has(route));

let victim: WholeSite;
let stranger: WholeSite;
/** Every row of the victim's, as it has to stay. */
let untouched: Awaited<ReturnType<typeof rowsOf>>;

beforeAll(async () => {
  victim = await wholeSite('s_victim', campaign({ id: 'cmp_victim' }));
  stranger = await wholeSite('s_stranger', campaign({ id: 'cmp_stranger' }));
  untouched = await rowsOf(victim.id);
});

it('every route behind a credential is asked here', () => {
  expect(routes.sort()).toEqual(Object.keys(asks).sort());
});

it('what is asked would do something: at home no route answers that it finds nothing', async () => {
  const home = await wholeSite('s_home', campaign({ id: 'cmp_home' }));
  for (const route of routes.filter((one) => one.startsWith('GET '))) {
    const { status } = await ask(route, home.ids, home);
    expect([route, status]).toEqual([route, 200]);
  }
});

describe.each(routes)('%s', (route) => {
  it('is closed without a credential', async () => {
    expect((await ask(route, victim.ids, {})).status).toBe(401);
  });

  it('shows and changes nothing of another site', async () => {
    // Signing out ends one's own session.
    if (route === 'DELETE /api/console/session') return;
    const response = await ask(route, victim.ids, stranger);
    expect(response.status).toBeLessThan(500);
    expect(await response.text()).not.toContain(victim.canary);
    expect(await rowsOf(victim.id)).toEqual(untouched);
    if (asks[route]?.id) expect([400, 404, 409]).toContain(response.status);
  });

  it('answers nonsense with a problem, and keeps nothing of it', async () => {
    if (route.startsWith('GET ') || route.includes('/parts/') || !asks[route]?.body) return;
    const before = JSON.stringify(await rowsOf(stranger.id));
    for (const body of [
      '',
      '{',
      '[]',
      'null',
      '{"constructor":{"prototype":1}}',
      `{"a":${'['.repeat(60)}${']'.repeat(60)}}`,
    ]) {
      const response = await ask(route, stranger.ids, stranger, body);
      expect([body, response.status]).toEqual([
        body,
        expect.toSatisfy((status: number) => status >= 400 && status < 500),
      ]);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
    }
    expect(JSON.stringify(await rowsOf(stranger.id))).toBe(before);
  });
});

it('a token that may only read changes nothing, and one that may write erases nobody', async () => {
  const [reader, writer] = [await tokenOf(victim.id, 'read'), await tokenOf(victim.id, 'write')];
  const asking = 'POST /api/v1/codes/validate';
  const changing = routes.filter((route) => route.includes('/api/v1') && !route.startsWith('GET ') && route !== asking);
  for (const route of changing)
    expect([route, (await ask(route, victim.ids, { token: reader })).status]).toEqual([route, 403]);
  expect((await ask('DELETE /api/v1/profiles/:id', victim.ids, { token: writer })).status).toBe(403);
});
