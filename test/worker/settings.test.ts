import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../shared/schema/problem.ts';
import { consoleRoutes } from '../../worker/routes/console/index.ts';
import { auditActions, unaudited } from '../../worker/services/audit.ts';
import { campaign } from '../support/campaigns.ts';
import { Browser, event } from './support/browser.ts';
import { callConsole, signedInAs } from './support/console-user.ts';
import { callApi } from './support/server-api.ts';
import { makeSite } from './support/site.ts';

const site = 's_settings';
let owner: string;
let editor: string;

beforeAll(async () => {
  await makeSite({
    id: site,
    segments: [{ id: 'seg_a', name: 'A', rule: { kind: 'attribute', attribute: 'email', operator: 'isKnown' } }],
  });
  owner = await signedInAs(site, 'owner');
  editor = await signedInAs(site, 'editor');
});

const as = (cookie: string) => (method: string, path: string, body?: unknown) =>
  callConsole(method, path, { cookie, ...(body !== undefined && { body }) });

async function json<T>(response: Response): Promise<T> {
  expect(response.status).toBeLessThan(300);
  return (await response.json()) as T;
}

interface Entry {
  who: string;
  action: string;
  subject: string | null;
  name: string | null;
  changes: { what: string; before: string | null; after: string | null }[];
}

const latest = async () => (await json<{ entries: Entry[] }>(await as(owner)('GET', '/audit'))).entries[0];

it('every change that the console can make has a name in the audit log', () => {
  const changing = consoleRoutes.routes
    .filter(({ method, path }) => !['GET', 'ALL'].includes(method) && !path.startsWith('/population'))
    .map(({ method, path }) => `${method} ${path.replace(/\/$/, '')}`)
    .filter((key) => key !== 'POST /session' && key !== 'POST /session/access');
  expect([...new Set(changing)].sort()).toEqual([...Object.keys(auditActions), ...unaudited].sort());
});

describe('settings', () => {
  it('are saved by owners, and told in the log', async () => {
    const { settings } = await json<{ settings: Record<string, unknown> }>(await as(owner)('GET', '/settings'));
    const wanted = { ...settings, holdoutPercent: 5 };
    expect((await as(editor)('PUT', '/settings', { before: settings, settings: wanted })).status).toBe(403);
    expect((await as(owner)('PUT', '/settings', { before: settings, settings: wanted })).status).toBe(204);
    expect(await latest()).toMatchObject({
      who: 'owner@example.org',
      action: 'settings edited',
      changes: [{ what: 'holdoutPercent', before: '0', after: '5' }],
    });
    const stale = await as(owner)('PUT', '/settings', { before: settings, settings });
    expect(stale.status).toBe(409);
    const bad = await as(owner)('PUT', '/settings', {
      before: wanted,
      settings: { ...wanted, timeZone: 'Moon/Base', origins: ['https://x.example/path'] },
    });
    expect(((await bad.json()) as Problem).errors?.map(({ pointer }) => pointer)).toEqual(['/settings/origins/0']);
  });
});

it('settings that nest are told in words, as are the caps of a campaign', async () => {
  const { settings } = await json<{ settings: Record<string, unknown> }>(await as(owner)('GET', '/settings'));
  const caps = [
    { counts: 'shown', max: 4, per: { kind: 'session' } },
    { counts: 'closed', max: 2, per: { kind: 'rolling', days: 7 } },
    { counts: 'submitted', max: 1, per: { kind: 'lifetime' } },
  ];
  const wanted = {
    ...settings,
    consentRegions: [
      { countries: ['DE', 'FR'], mode: 'required' },
      { countries: ['US'], mode: 'off' },
    ],
    retention: { profileDays: 365, historyDays: 180 },
    caps,
    exchangeRates: [{ currency: 'USD', from: '2026-01-01', rate: 0.92 }],
  };
  const save = (before: unknown, after: unknown) => as(owner)('PUT', '/settings', { before, settings: after });
  expect((await save(settings, wanted)).status).toBe(204);
  const said = {
    consentRegions: 'Germany, France: required; United States: not asked',
    retention: 'profiles 365 days, history 180 days',
    caps: 'at most 4 shown in one visit, at most 2 closed in the last 7 days, at most 1 submitted ever',
    exchangeRates: '1 USD = 0.92 EUR from 2026-01-01',
  };
  const after = Object.entries(said).map(([what, text]) => ({ what, before: null, after: text }));
  expect((await latest())?.changes).toEqual(expect.arrayContaining(after));
  expect((await latest())?.changes).toHaveLength(after.length);
  const emptied = { ...wanted, consentRegions: [], caps: [], retention: { historyDays: 30 } };
  expect((await save(wanted, emptied)).status).toBe(204);
  expect((await latest())?.changes).toContainEqual({ what: 'caps', before: said.caps, after: null });
  expect((await latest())?.changes).toContainEqual({
    what: 'retention',
    before: said.retention,
    after: 'history 30 days',
  });
  expect((await save(emptied, settings)).status).toBe(204);

  const draft = { ...campaign(), id: undefined };
  const made = await as(owner)('POST', '/campaigns', { draft });
  const { id, revision } = await json<{ id: string; revision: number }>(made);
  await json(await as(owner)('PUT', `/campaigns/${id}`, { revision, draft: { ...draft, caps } }));
  expect((await latest())?.changes).toEqual([{ what: 'caps', before: null, after: said.caps }]);
});

describe('users', () => {
  it('are invited with a link, get other roles, and leave', async () => {
    const { link } = await json<{ link: string }>(
      await as(owner)('POST', '/users', { email: 'New@Example.org', name: 'New', role: 'viewer' }),
    );
    const session = await callConsole('POST', '/session', { body: { secret: new URL(link).hash.slice(1) } });
    const cookie = (session.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    expect((await as(cookie)('GET', '/segments')).status).toBe(200);
    expect((await as(cookie)('GET', '/users')).status).toBe(403);
    const { users } = await json<{ users: { id: string; email: string; role: string }[] }>(
      await as(owner)('GET', '/users'),
    );
    const invited = users.find(({ email }) => email === 'new@example.org');
    expect(invited?.role).toBe('viewer');
    expect((await as(owner)('PUT', `/users/${invited?.id}`, { role: 'editor' })).status).toBe(204);
    expect(await latest()).toMatchObject({
      action: 'role changed',
      name: 'new@example.org',
      changes: [{ before: 'viewer', after: 'editor' }],
    });
    expect((await as(owner)('DELETE', `/users/${invited?.id}`)).status).toBe(204);
    expect((await as(cookie)('GET', '/segments')).status).toBe(401);
  });

  it('keep at least one owner, and stay inside their site', async () => {
    await makeSite({ id: 's_settings2', segments: [] });
    const stranger = await signedInAs('s_settings2', 'owner');
    const { users, you } = await json<{ users: { id: string; role: string }[]; you: string }>(
      await as(owner)('GET', '/users'),
    );
    expect(users.filter(({ role }) => role === 'owner')).toHaveLength(1);
    expect((await as(owner)('PUT', `/users/${you}`, { role: 'viewer' })).status).toBe(409);
    expect((await as(owner)('DELETE', `/users/${you}`)).status).toBe(409);
    expect((await as(stranger)('DELETE', `/users/${you}`)).status).toBe(404);
    expect((await as(stranger)('PUT', `/users/${you}`, { role: 'viewer' })).status).toBe(404);
  });
});

describe('tokens', () => {
  it('open the API of their site until they are revoked; the secret is told once', async () => {
    const { id, secret } = await json<{ id: string; secret: string }>(
      await as(owner)('POST', '/tokens', { name: 'Shop', scopes: ['write'], days: 30 }),
    );
    expect((await callApi('GET', '/profiles', { token: secret })).status).toBe(200);
    const listed = await (await as(owner)('GET', '/tokens')).text();
    expect(listed).toContain(id);
    expect(listed).not.toContain(secret);
    expect((await as(owner)('DELETE', `/tokens/${id}`)).status).toBe(204);
    expect((await callApi('GET', '/profiles', { token: secret })).status).toBe(401);
    expect((await as(editor)('GET', '/tokens')).status).toBe(403);
  });
});

describe('identity keys', () => {
  it('are made, told once, and revoked', async () => {
    const { id, secret } = await json<{ id: string; secret: string }>(
      await as(owner)('POST', '/identity-keys', { algorithm: 'HS256' }),
    );
    expect(secret).toHaveLength(43);
    const everything = JSON.stringify((await env.DB.prepare('SELECT * FROM identity_keys').all()).results);
    expect(everything).not.toContain(secret);
    const bad = await as(owner)('POST', '/identity-keys', {
      algorithm: 'ES256',
      publicKey: { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' },
    });
    expect(bad.status).toBe(400);
    expect((await as(owner)('DELETE', `/identity-keys/${id}`)).status).toBe(204);
    expect((await as(owner)('DELETE', `/identity-keys/${id}`)).status).toBe(404);
  });
});

describe('the audit log', () => {
  it('tells an edit of a segment in its sentences', async () => {
    const draft = { name: 'A', rule: { kind: 'attribute', attribute: 'country', operator: 'is', value: 'PL' } };
    await as(editor)('PUT', '/segments/seg_a', { revision: 1, draft });
    expect(await latest()).toMatchObject({
      who: 'editor@example.org',
      action: 'segment edited',
      subject: 'seg_a',
      name: 'A',
      changes: [{ what: 'rule', before: 'email has any value', after: 'country is “PL”' }],
    });
  });

  it('knows who erased and merged people', async () => {
    const browsers = [new Browser(site), new Browser(site)];
    for (const browser of browsers) await browser.send([event('page_view')]);
    const { profiles } = await json<{ profiles: { id: string }[] }>(await as(owner)('GET', '/profiles'));
    const [a, b] = profiles as [{ id: string }, { id: string }];
    const { id } = await json<{ id: string }>(await as(editor)('POST', '/profiles/merge', { profiles: [a.id, b.id] }));
    expect(await latest()).toMatchObject({ action: 'profiles merged', subject: id });
    const exported = await as(editor)('GET', `/profiles/${id}/export`);
    expect(((await exported.json()) as { history: unknown[] }).history).toHaveLength(2);
    expect((await as(editor)('DELETE', `/profiles/${id}`)).status).toBe(200);
    expect(await latest()).toMatchObject({ action: 'profile erased', subject: id });
  });

  it('writes nothing for what was refused', async () => {
    const before = await latest();
    await as(owner)('POST', '/tokens', { name: '', scopes: [] });
    await as(editor)('POST', '/users', { email: 'x@y.zz', name: 'X', role: 'owner' });
    expect(await latest()).toEqual(before);
  });
});
