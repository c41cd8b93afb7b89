import { beforeAll, expect, it } from 'vitest';
import type { Problem } from '../../shared/schema/problem.ts';
import { callApi, tokenOf } from './support/server-api.ts';
import { makeSite } from './support/site.ts';

let token: string;

beforeAll(async () => {
  const site = await makeSite({ id: 's_segapi', segments: [] });
  token = await tokenOf(site.id, 'admin');
});

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await callApi(method, path, { token, ...(body !== undefined && { body }) });
  const answer = (await response.json()) as T;
  expect([path, response.status, answer]).toEqual([path, 200, answer]);
  return answer;
}

const rule = { kind: 'attribute', attribute: 'first_name', operator: 'is', value: 'Ann' };

it('a segment is made, published, sized, edited and deleted', async () => {
  const people = ['Ann', 'Bob', 'Ann'].map((first_name, index) => ({
    identifiers: { source_id: 10 + index },
    attributes: { first_name },
  }));
  const { results } = await call<{ results: { id: string }[] }>('POST', '/profiles/batch', { profiles: people });
  const { id } = await call<{ id: string }>('POST', '/segments', { name: 'Anns', rule });
  expect(await call('GET', `/segments/${id}`)).toMatchObject({ state: 'draft', size: null, revision: 1, rule });
  await call('POST', '/publish');
  const members = await call<{ members: string[] }>('GET', `/segments/${id}/members`);
  expect(members).toEqual({ members: [results[2]?.id, results[0]?.id], next: null });
  await expect
    .poll(async () => (await call<{ size: unknown }>('GET', `/segments/${id}`)).size)
    .toEqual({ total: 2, identified: 2 });
  expect(await call('PUT', `/segments/${id}`, { revision: 1, name: 'Bobs', rule: { ...rule, value: 'Bob' } })).toEqual({
    revision: 2,
  });
  const stale = await callApi('PUT', `/segments/${id}`, { token, body: { revision: 1, name: 'X', rule } });
  expect(stale.status).toBe(409);
  expect(await call('GET', '/segments')).toMatchObject({ segments: [{ id, name: 'Bobs', state: 'changed' }] });
  await call('DELETE', `/segments/${id}`);
  expect((await callApi('GET', `/segments/${id}`, { token })).status).toBe(404);
});

it('tags stay through an edit that says nothing of them, and none is named twice', async () => {
  const { id } = await call<{ id: string }>('POST', '/segments', { name: 'Tagged', tags: [' loyal ', 'autumn'], rule });
  await call('PUT', `/segments/${id}`, { revision: 1, name: 'Tagged still', rule });
  expect(await call('GET', `/segments/${id}`)).toMatchObject({ name: 'Tagged still', tags: ['loyal', 'autumn'] });
  const list = await call<{ id: string }>('POST', '/segments', { name: 'Tagged list', tags: ['vip'] });
  expect(await call('GET', `/segments/${list.id}`)).toMatchObject({ kind: 'list', tags: ['vip'] });
  const twice = await callApi('POST', '/segments', { token, body: { name: 'X', tags: ['a', ' a'], rule } });
  expect([twice.status, ((await twice.json()) as Problem).errors?.[0]?.pointer]).toEqual([400, '/tags']);
});

it('a list takes people by any of their ids', async () => {
  const { id } = await call<{ id: string }>('POST', '/segments', { name: 'VIPs' });
  const edited = await call('POST', `/segments/${id}/members`, { add: ['10', '11', 'nobody@x.example'] });
  expect(edited).toEqual({ added: 2, removed: 0, total: 2, unknown: ['nobody@x.example'] });
  expect(await call('POST', `/segments/${id}/members`, { add: ['10'], remove: ['11'] })).toMatchObject({
    added: 0,
    removed: 1,
  });
  const { members } = await call<{ members: string[] }>('GET', `/segments/${id}/members`);
  expect(members).toHaveLength(1);
});

it('a rule that is none is refused by its pointer, one that means nothing with the publish', async () => {
  const shape = await callApi('POST', '/segments', { token, body: { name: 'X', rule: { kind: 'nonsense' } } });
  expect([shape.status, ((await shape.json()) as Problem).errors?.[0]?.pointer]).toEqual([400, '/rule/kind']);
  const { id } = await call<{ id: string }>('POST', '/segments', {
    name: 'X',
    rule: { ...rule, attribute: 'unheard_of' },
  });
  const refused = await callApi('POST', '/publish', { token });
  const { errors } = (await refused.json()) as Problem;
  expect([refused.status, errors?.[0]?.pointer]).toEqual([422, `/segment/${id}/rule/attribute`]);
});
