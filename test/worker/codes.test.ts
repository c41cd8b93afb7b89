import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { mergePeople } from '../../worker/services/people/merge-people.ts';
import { callApi, tokenOf } from './support/server-api.ts';
import { makeSite, type SiteUnderTest } from './support/site.ts';

let site: SiteUnderTest;
let token: string;

beforeAll(async () => {
  site = await makeSite({
    id: 's_codes',
    segments: [
      { id: 'seg_vip', name: 'VIP', rule: { kind: 'attribute', attribute: 'tags', operator: 'anyOf', value: ['vip'] } },
    ],
  });
  token = await tokenOf(site.id, 'admin');
});

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await callApi(method, path, { token, ...(body !== undefined && { body }) });
  const answer = (await response.json()) as T;
  expect([path, response.status, answer]).toEqual([path, 200, answer]);
  return answer;
}

interface Verdict {
  valid: boolean;
  reason: string | null;
}

const who = (name: string) => ({ email: `${name}@codes.example` });
const redeem = (code: string, name: string, order: string, more: object = {}) =>
  call<Verdict>('POST', '/codes/redeem', { code, identifiers: who(name), order, ...more });
const reasonOf = async (use: object) => (await call<Verdict>('POST', '/codes/validate', use)).reason;

async function pool(id: string, settings: object, codes: string[]): Promise<void> {
  await call('PUT', `/code-pools/${id}`, { name: id, ...settings });
  await call('POST', `/code-pools/${id}/codes`, { codes });
}

async function attributesOf(name: string): Promise<Record<string, unknown>> {
  const { profiles } = await call<{ profiles: { attributes: Record<string, unknown> }[] }>(
    'GET',
    `/profiles?email=${who(name).email}`,
  );
  return profiles[0]?.attributes ?? {};
}

describe('a unique code', () => {
  it('is given once to each, used once for an order, and the profile knows', async () => {
    await pool('pool_unique', { perCode: 1 }, ['u-1', 'U-2', 'u-3']);
    const give = (name: string) =>
      call<{ code: string }>('POST', '/code-pools/pool_unique/give', { identifiers: who(name) });
    const [ann, again, bob] = [await give('ann'), await give('ann'), await give('bob')];
    expect(again).toEqual(ann);
    expect(bob.code).not.toBe(ann.code);
    expect(await redeem(ann.code, 'bob', 'o-1')).toEqual({ valid: false, reason: 'of somebody else' });
    expect(await redeem(ann.code.toLowerCase(), 'ann', 'o-1')).toEqual({ valid: true, reason: null });
    expect(await redeem(ann.code, 'ann', 'o-1')).toEqual({ valid: true, reason: null });
    expect(await redeem(ann.code, 'ann', 'o-2')).toEqual({ valid: false, reason: 'used up' });
    expect(await attributesOf('ann')).toMatchObject({ redemptions: 1 });
    expect(await call('GET', '/code-pools')).toMatchObject({ pools: [{ id: 'pool_unique', codes: 3, free: 1 }] });
    await give('carl');
    expect(
      (await callApi('POST', '/code-pools/pool_unique/give', { token, body: { identifiers: who('dora') } })).status,
    ).toBe(404);
  });

  it('is given to one when many ask at once, and follows its owner through a merge', async () => {
    await pool(
      'pool_race',
      {},
      Array.from({ length: 20 }, (_, index) => `R-${index}`),
    );
    const names = Array.from({ length: 10 }, (_, index) => `racer${index}`);
    const given = await Promise.all(
      [...names, ...names].map((name) =>
        call<{ code: string }>('POST', '/code-pools/pool_race/give', { identifiers: who(name) }),
      ),
    );
    expect(new Set(given.map(({ code }) => code)).size).toBe(10);
    const owner = (name: string) =>
      env.DB.prepare('SELECT n FROM identities WHERE value = ?').bind(who(name).email).first<number>('n');
    const [one, other] = [await owner('racer0'), await owner('racer1')];
    await mergePeople(env, site.id, { one: one as number, other: other as number, now: Date.now() });
    expect(await redeem(given[1]?.code ?? '', 'racer0', 'o-9')).toMatchObject({ valid: true });
  });
});

describe('a shared code', () => {
  it('has limits that hold when everybody comes at once', async () => {
    await pool('pool_shared', { perCode: 5, perCustomer: 1 }, ['SALE']);
    const verdicts = await Promise.all(
      Array.from({ length: 12 }, (_, index) => redeem('SALE', `crowd${index % 10}`, `s-${index}`)),
    );
    expect(verdicts.filter(({ valid }) => valid)).toHaveLength(5);
    expect(await env.DB.prepare("SELECT redeemed FROM codes WHERE code = 'SALE'").first('redeemed')).toBe(5);
    expect(await env.DB.prepare("SELECT count(DISTINCT n) AS c FROM redemptions WHERE code = 'SALE'").first('c')).toBe(
      5,
    );
  });

  it('goes by dates, the order and segments', async () => {
    const day = 86_400_000;
    await pool('pool_dated', { from: Date.now() + day }, ['LATER']);
    await pool('pool_past', { until: Date.now() - day }, ['PAST']);
    await pool('pool_big', { minimum: 50 }, ['BIG']);
    await pool('pool_vip', { onlyFor: ['seg_vip'] }, ['VIP']);
    await pool('pool_new', { notFor: ['seg_vip'] }, ['NEW']);
    await call('POST', '/profiles', { identifiers: who('vip'), attributes: { tags: ['vip'] } });
    expect(await reasonOf({ code: 'NOPE' })).toBe('unknown code');
    expect(await reasonOf({ code: 'LATER' })).toBe('not yet');
    expect(await reasonOf({ code: 'PAST' })).toBe('over');
    expect(await reasonOf({ code: 'BIG', total: 49.99 })).toBe('below the minimum');
    expect(await reasonOf({ code: 'BIG', total: 50 })).toBeNull();
    expect(await reasonOf({ code: 'VIP', identifiers: who('vip') })).toBeNull();
    expect(await reasonOf({ code: 'VIP', identifiers: who('stranger') })).toBe('not for this customer');
    expect(await reasonOf({ code: 'VIP' })).toBe('not for this customer');
    expect(await reasonOf({ code: 'NEW', identifiers: who('vip') })).toBe('not for this customer');
  });
});

it('codes of somebody who is erased go with them', async () => {
  await pool('pool_erased', {}, ['E-1']);
  await call('POST', '/code-pools/pool_erased/give', { identifiers: who('erin') });
  const { profiles } = await call<{ profiles: { id: string }[] }>('GET', `/profiles?email=${who('erin').email}`);
  await call('DELETE', `/profiles/${profiles[0]?.id}`);
  expect(await reasonOf({ code: 'E-1' })).toBe('unknown code');
});

it('a refusal makes nobody known', async () => {
  await pool('pool_over', { until: 1 }, ['OVER']);
  expect(await redeem('OVER', 'nobody', 'o-0')).toMatchObject({ valid: false });
  expect(await redeem('NEVER-MADE', 'nobody', 'o-0')).toEqual({ valid: false, reason: 'unknown code' });
  expect(await call('GET', `/profiles?email=${who('nobody').email}`)).toMatchObject({ profiles: [] });
});
