import { SELF } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../shared/schema/problem.ts';
import { forgetExpired } from '../../worker/jobs/forget-expired.ts';
import { serverApi } from '../../worker/routes/api/index.ts';
import { ApiTokens } from '../../worker/stores/api-tokens.ts';
import { callApi, tokenOf } from './support/server-api.ts';
import { makeSite, type SiteUnderTest } from './support/site.ts';

let site: SiteUnderTest;
let token: string;

beforeAll(async () => {
  site = await makeSite({ id: 's_api', segments: [], settings: { country: 'PL' } });
  token = await tokenOf(site.id, 'write');
});

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  callApi('POST', path, { token, body, headers });

async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  return (await response.json()) as Problem;
}

describe('POST /profiles', () => {
  it('makes a person, and adds to them', async () => {
    const made = await post('/profiles', {
      identifiers: { email: 'Ann@Shop.example', source_id: 17 },
      attributes: { first_name: 'Ann', tags: ['vip'] },
    });
    expect(made.status).toBe(200);
    const { id, outcome } = (await made.json()) as { id: string; outcome: string };
    expect(outcome).toBe('created');
    const again = await post('/profiles', {
      identifiers: { source_id: '17', phone: '601 234 567' },
      consent: { marketing: true },
    });
    expect(await again.json()).toEqual({ id, outcome: 'updated' });
    const row = await env.DB.prepare('SELECT snapshot FROM profiles WHERE n = ?')
      .bind(Number(id.slice(2)))
      .first<string>('snapshot');
    const { identities, attributes, consent } = JSON.parse(row as string);
    expect(identities.map(({ value }: { value: string }) => value).sort()).toEqual([
      '+48601234567',
      '17',
      'ann@shop.example',
    ]);
    expect(attributes.tags.value).toEqual(['vip']);
    expect(consent.state).toEqual({ marketing: true });
  });

  it('tells every fault by its pointer, and writes nothing', async () => {
    const before = await env.DB.prepare('SELECT count(*) AS c FROM profiles').first('c');
    const bad = {
      identifiers: { email: 'nobody', phone: '12' },
      attributes: { birthdate: '2001-02-30', order_count: 4, email_subscription: 'maybe' },
    };
    const problem = await problemOf(await post('/profiles', bad));
    expect([problem.status, problem.errors?.map(({ pointer }) => pointer).sort()]).toEqual([
      400,
      [
        '/attributes/birthdate',
        '/attributes/email_subscription',
        '/attributes/order_count',
        '/identifiers/email',
        '/identifiers/phone',
      ],
    ]);
    expect((await problemOf(await post('/profiles', { identifiers: {} }))).errors?.[0]?.pointer).toBe('/identifiers');
    expect((await problemOf(await post('/profiles', '{"identifiers":'))).type).toBe('/problems/malformed-json');
    expect((await problemOf(await post('/profiles', '['.repeat(60) + ']'.repeat(60)))).type).toBe('/problems/too-deep');
    expect((await problemOf(await post('/profiles', `"${'x'.repeat(4_300_000)}"`))).type).toBe('/problems/too-large');
    expect(await env.DB.prepare('SELECT count(*) AS c FROM profiles').first('c')).toBe(before);
  });

  it('skips whom nobody knows when told to', async () => {
    const response = await post('/profiles', { identifiers: { email: 'new@shop.example' }, unknown: 'skip' });
    expect((await problemOf(response)).type).toBe('/problems/not-found');
  });
});

it('POST /profiles/batch writes a thousand, and tells the bad ones by their place', async () => {
  const profiles: unknown[] = Array.from({ length: 1_000 }, (_, index) => ({
    identifiers: { email: `p${index % 998}@batch.example` },
    attributes: { score: index },
  }));
  profiles[3] = { identifiers: { email: 'p3' } };
  profiles[5] = 'nonsense';
  const response = await post('/profiles/batch', { profiles });
  const outcome = (await response.json()) as {
    created: number;
    refused: number;
    results: { index: number; errors?: unknown }[];
  };
  expect(outcome).toMatchObject({ created: 996, updated: 2, refused: 2 });
  expect(outcome.results[3]?.errors).toEqual([
    { pointer: '/profiles/3/identifiers/email', detail: '"p3" is no email' },
  ]);
  expect((await problemOf(await post('/profiles/batch', { profiles: [...profiles, {}] }))).status).toBe(400);
});

it('POST /profiles/merge makes two one, and the old id goes on', async () => {
  const idOf = async (email: string) =>
    ((await (await post('/profiles', { identifiers: { email } })).json()) as { id: string }).id;
  const [a, b] = [await idOf('one@merge.example'), await idOf('two@merge.example')];
  const merged = await post('/profiles/merge', { profiles: [b, a] });
  expect(await merged.json()).toEqual({ id: a });
  expect(await (await post('/profiles', { identifiers: { id: b, email: 'one@merge.example' } })).json()).toEqual({
    id: a,
    outcome: 'updated',
  });
  expect((await problemOf(await post('/profiles/merge', { profiles: [a, 'p_999999'] }))).type).toBe(
    '/problems/not-found',
  );
});

describe('tokens', () => {
  it('open nothing when missing, unknown, expired or revoked', async () => {
    const statuses = [];
    for (const bad of [undefined, 'ush_unknown', '']) {
      statuses.push(
        (await callApi('POST', '/profiles', { ...(bad !== undefined && { token: bad }), body: {} })).status,
      );
    }
    const revoked = await tokenOf(site.id, 'admin');
    const [newest] = await new ApiTokens(env.DB).list(site.id);
    await new ApiTokens(env.DB).revoke(site.id, newest?.id ?? '', Date.now());
    statuses.push((await callApi('POST', '/profiles', { token: revoked, body: {} })).status);
    expect(statuses).toEqual([401, 401, 401, 401]);
  });

  it('do what their scopes say', async () => {
    const reader = await tokenOf(site.id, 'read');
    const response = await callApi('POST', '/profiles', {
      token: reader,
      body: { identifiers: { email: 'r@shop.example' } },
    });
    expect((await problemOf(response)).detail).toBe('this needs the scope write; the token has read');
  });

  it('are kept as hashes', async () => {
    const secret = await tokenOf(site.id, 'read');
    const { results } = await env.DB.prepare('SELECT * FROM api_tokens').all();
    expect(JSON.stringify(results)).not.toContain(secret.slice(4));
  });

  it('may ask so often a minute, and are told where they stand', async () => {
    const busy = await tokenOf(site.id, 'read');
    const [newest] = await new ApiTokens(env.DB).list(site.id);
    const minute = Math.floor(Date.now() / 60_000);
    const rows = [minute, minute + 1].map((one) =>
      env.DB.prepare('INSERT INTO rate_windows VALUES (?, ?, 299)').bind(newest?.id ?? '', one),
    );
    await env.DB.batch(rows);
    const last = await callApi('POST', '/profiles', { token: busy, body: {} });
    expect(last.status).toBe(403);
    const refused = await callApi('POST', '/profiles', { token: busy, body: {} });
    expect([refused.status, refused.headers.get('ratelimit')?.split(';')[1]]).toEqual([429, 'r=0']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('an Idempotency-Key', () => {
  const key = { 'idempotency-key': 'k-1' };
  const body = { identifiers: { email: 'idem@shop.example' } };

  it('runs a request once and gives its answer again', async () => {
    const first = await (await post('/profiles', body, key)).json();
    const second = await post('/profiles', body, key);
    expect(await second.json()).toEqual(first);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
  });

  it('is refused for another request', async () => {
    const other = await post('/profiles', { identifiers: { email: 'else@shop.example' } }, key);
    expect((await problemOf(other)).type).toBe('/problems/idempotency-conflict');
  });
});

describe('orders', () => {
  const order = (properties: Record<string, unknown>) => post('/orders', { orders: [{ id: 'A-1', ...properties }] });
  const attributesOf = async () => {
    const found = await callApi('GET', '/profiles?email=buyer@shop.example', { token });
    const { profiles } = (await found.json()) as { profiles: { id: string; attributes: Record<string, unknown> }[] };
    expect(profiles).toHaveLength(1);
    return profiles[0] as (typeof profiles)[0];
  };

  it('are one by their id: later statements complete it, late ones lose', async () => {
    await order({
      identifiers: { email: 'buyer@shop.example' },
      total: 100,
      currency: 'EUR',
      placed_at: '2026-03-01T10:00:00Z',
      updated_at: '2026-03-01T10:00:00Z',
      items: [{ item_id: 'L-1', price: 50, quantity: 2 }],
    });
    expect((await attributesOf()).attributes).toMatchObject({ order_count: 1, order_total: 10_000 });
    await order({ refunded: 30, updated_at: '2026-03-05T10:00:00Z' });
    expect((await attributesOf()).attributes).toMatchObject({
      order_count: 1,
      order_total: 7_000,
      refund_total: 3_000,
    });
    await order({ status: 'cancelled', updated_at: '2026-03-04T10:00:00Z' });
    expect((await attributesOf()).attributes).toMatchObject({ order_count: 1, order_total: 7_000 });
    await order({ status: 'cancelled', updated_at: '2026-03-06T10:00:00Z' });
    const { id, attributes } = await attributesOf();
    expect(attributes).toMatchObject({ order_count: 0, order_total: 0, orders_placed: 1, gross_total: 10_000 });
    const stored = await callApi('GET', '/orders/A-1', { token });
    expect(await stored.json()).toMatchObject({
      profile: id,
      status: 'cancelled',
      placed_at: Date.parse('2026-03-01T10:00:00Z'),
      properties: { items: [{ item_id: 'L-1' }] },
    });
    const all = await callApi('GET', `/profiles/${id}/orders`, { token });
    expect(((await all.json()) as { orders: unknown[] }).orders).toHaveLength(1);
  });

  it('need an owner and a total the first time', async () => {
    const response = await post('/orders', {
      orders: [
        { id: 'A-9', total: 1 },
        { id: 'A-9', identifiers: { email: 'x@y.zz' } },
      ],
    });
    const { results } = (await response.json()) as { results: { errors: { pointer: string }[] }[] };
    expect(results.map(({ errors }) => errors[0]?.pointer)).toEqual(['/orders/0/identifiers', '/orders/1/total']);
  });
});

describe('events', () => {
  it('count once by their id, and fill what they are about', async () => {
    const event = {
      id: 'e-1',
      identifiers: { email: 'mail@shop.example' },
      name: 'email_opened',
      time: '2026-03-01T10:00:00Z',
    };
    const first = await post('/events', { events: [event, event, { ...event, id: 'e-2', name: 'coupon_redeemed' }] });
    expect(await first.json()).toMatchObject({ created: 2, repeated: 1 });
    expect(await (await post('/events', { events: [event] })).json()).toMatchObject({
      created: 0,
      updated: 0,
      repeated: 1,
    });
    const found = await callApi('GET', '/profiles?email=mail@shop.example', { token });
    const { profiles } = (await found.json()) as { profiles: { attributes: Record<string, unknown> }[] };
    expect(profiles[0]?.attributes).toMatchObject({
      last_email_opened: Date.parse('2026-03-01T10:00:00Z'),
      redemptions: 1,
      data_source: ['api'],
    });
  });

  it('lie in the past, and are not those of other routes', async () => {
    const identifiers = { email: 'mail@shop.example' };
    const bad = [
      { identifiers, name: 'purchase' },
      { identifiers, name: 'opened', time: '2099-01-01T00:00:00Z' },
      { identifiers, name: 'Bad Name' },
    ];
    const { results } = (await (await post('/events', { events: bad })).json()) as {
      results: { errors: { pointer: string }[] }[];
    };
    expect(results.map(({ errors }) => errors[0]?.pointer)).toEqual([
      '/events/0/name',
      '/events/1/time',
      '/events/2/name',
    ]);
  });
});

it('the reference page shows every operation, without a script', async () => {
  const page = await SELF.fetch('https://usher.example/api/reference');
  const text = await page.text();
  const document = (await (await SELF.fetch('https://usher.example/api/openapi.json')).json()) as {
    paths: Record<string, Record<string, { operationId: string }>>;
  };
  const ids = Object.values(document.paths).flatMap((methods) => Object.values(methods).map((one) => one.operationId));
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(text).toContain(`<section id="${id}">`);
  expect(text).not.toContain('<script');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
});

it('the OpenAPI document names every route with its scope', async () => {
  const response = await SELF.fetch('https://usher.example/api/openapi.json');
  const document = (await response.json()) as {
    openapi: string;
    paths: Record<string, Record<string, { security: unknown[] }>>;
    components: { schemas: Record<string, unknown> };
  };
  expect(document.openapi).toBe('3.1.0');
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security }]) => {
      expect(security).toHaveLength(1);
      return `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`;
    }),
  );
  const routed = serverApi.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path}`);
  expect(described.sort()).toEqual([...new Set(routed)].sort());
  expect(Object.keys(document.components.schemas)).toEqual(
    expect.arrayContaining(['ProfileWrite', 'EventWrite', 'OrderWrite', 'Profile', 'Order', 'Problem']),
  );
});

it('keys and ids that only guard against repetition do not pile up', async () => {
  const counts = async () =>
    (
      await env.DB.prepare(
        `SELECT (SELECT count(*) FROM idempotency_keys) AS keys, (SELECT count(*) FROM event_ids) AS ids,
           (SELECT count(*) FROM rate_windows) AS windows`,
      ).all<Record<string, number>>()
    ).results[0] ?? {};
  const before = await counts();
  for (const count of Object.values(before)) expect(count).toBeGreaterThan(0);
  await forgetExpired(env, Date.now());
  expect(await counts()).toMatchObject({ keys: before.keys, ids: before.ids });
  await forgetExpired(env, Date.now() + 8 * 86_400_000);
  expect(await counts()).toEqual({ keys: 0, ids: 0, windows: 0 });
});
