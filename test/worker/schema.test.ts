import { beforeAll, expect, it, vi } from 'vitest';
import type { Problem } from '../../shared/schema/problem.ts';
import type { ListedAttribute } from '../../worker/services/schema-attributes.ts';
import type { ListedEvent } from '../../worker/services/schema-events.ts';
import { Browser, event } from './support/browser.ts';
import { callConsole, signedInAs } from './support/console-user.ts';
import { callApi, tokenOf } from './support/server-api.ts';
import { makeSite, type SiteUnderTest } from './support/site.ts';

let site: SiteUnderTest;
let cookie: string;

beforeAll(async () => {
  site = await makeSite({ id: 's_schema', segments: [] });
  cookie = await signedInAs(site.id, 'editor');
});

const call = (method: string, path: string, body?: unknown) =>
  callConsole(method, path, { cookie, ...(body !== undefined && { body }) });

async function attribute(name: string): Promise<ListedAttribute | undefined> {
  const { attributes } = (await (await call('GET', '/attributes')).json()) as { attributes: ListedAttribute[] };
  return attributes.find(({ definition }) => definition.name === name);
}

async function eventNamed(name: string): Promise<ListedEvent | undefined> {
  const { events } = (await (await call('GET', '/events')).json()) as { events: ListedEvent[] };
  return events.find(({ definition }) => definition.name === name);
}

const size = {
  name: 'shoe_size',
  label: 'Shoe size',
  group: 'other',
  type: 'number',
  purpose: 'personalisation',
  writtenBy: 'visitor',
};

it('what arrives undeclared is kept, listed, and can be filtered by', async () => {
  const browser = new Browser(site.id);
  await browser.send([
    event('identify', { attributes: { colour: 'red', shoe_size: 44, first_name: 'Ann' } }),
    event('wheel_turned', { prize: 'mug', points: 3 }),
  ]);
  await vi.waitUntil(() => attribute('colour'));
  expect(await attribute('colour')).toMatchObject({
    origin: 'undeclared',
    definition: { type: 'shortText', group: 'other' },
  });
  expect(await attribute('shoe_size')).toMatchObject({ origin: 'undeclared', definition: { type: 'number' } });
  expect(await attribute('first_name')).toMatchObject({ origin: 'builtIn' });
  await vi.waitUntil(() => eventNamed('wheel_turned'));
  expect(await eventNamed('wheel_turned')).toMatchObject({
    origin: 'undeclared',
    definition: { properties: expect.arrayContaining([{ name: 'points', label: 'points', type: 'number' }]) },
  });
  const count = await call('POST', '/population/count', {
    rule: { kind: 'attribute', attribute: 'colour', operator: 'is', value: 'Red' },
  });
  expect(await count.json()).toMatchObject({ size: { total: 1 } });
});

it('an attribute is declared, edited and removed; what rules rest on stays', async () => {
  expect((await call('POST', '/attributes', size)).status).toBe(201);
  expect((await call('POST', '/attributes', size)).status).toBe(409);
  expect((await call('POST', '/attributes', { ...size, name: 'country' })).status).toBe(409);
  const { name: _, ...rest } = size;
  expect(
    (await call('PUT', '/attributes/shoe_size', { revision: 1, definition: { ...rest, label: 'EU shoe size' } }))
      .status,
  ).toBe(200);
  expect((await call('PUT', '/attributes/shoe_size', { revision: 1, definition: rest })).status).toBe(409);
  const rule = { kind: 'attribute', attribute: 'shoe_size', operator: 'gte', value: 40 };
  const { id } = (await (await call('POST', '/segments', { draft: { name: 'Big feet', rule } })).json()) as {
    id: string;
  };
  const used = await attribute('shoe_size');
  expect(used).toMatchObject({
    origin: 'own',
    definition: { label: 'EU shoe size' },
    usedBy: [{ id, name: 'Big feet' }],
  });
  const refused = await call('DELETE', '/attributes/shoe_size');
  expect(((await refused.json()) as Problem).detail).toBe('used by “Big feet”: take it out there first');
  const otherType = { revision: 2, definition: { ...rest, type: 'shortText' } };
  expect((await call('PUT', '/attributes/shoe_size', otherType)).status).toBe(409);
  await call('DELETE', `/segments/${id}`);
  expect((await call('DELETE', '/attributes/shoe_size')).status).toBe(204);
  expect(await attribute('shoe_size')).toMatchObject({ origin: 'undeclared' });
  expect((await call('POST', '/attributes', size)).status).toBe(201);
});

it('a declaration is refused where it says what cannot be', async () => {
  const pointerOf = async (definition: object) => {
    const response = await call('POST', '/attributes', { ...size, name: 'bad_one', ...definition });
    return ((await response.json()) as Problem).errors?.[0]?.pointer;
  };
  const option = { value: 'a', label: 'A' };
  expect(await pointerOf({ options: [option] })).toBe('/options');
  expect(await pointerOf({ type: 'radio', options: [option, option] })).toBe('/options/1/value');
  expect(await pointerOf({ writtenBy: 'reducer' })).toBe('/writtenBy');
  expect(await pointerOf({ name: 'Bad Name' })).toBe('/name');
});

it('an attribute that is declared as the server’s is not the visitor’s to say', async () => {
  const tier = {
    ...size,
    name: 'tier_of_ours',
    type: 'singleSelect',
    options: [{ value: 'gold', label: 'Gold' }],
    writtenBy: 'server',
  };
  await call('POST', '/attributes', tier);
  await site.publish();
  const browser = new Browser(site.id);
  await browser.send([event('identify', { attributes: { tier_of_ours: 'gold', email: 'forger@x.example' } })]);
  const token = await tokenOf(site.id, 'write');
  const found = await callApi('GET', '/profiles?email=forger@x.example', { token });
  const { profiles } = (await found.json()) as { profiles: { attributes: Record<string, unknown> }[] };
  expect(profiles[0]?.attributes.tier_of_ours).toBeUndefined();
  const body = { identifiers: { email: 'real@x.example' }, attributes: { tier_of_ours: 'bronze' } };
  expect((await callApi('POST', '/profiles', { token, body })).status).toBe(400);
  expect(
    (await callApi('POST', '/profiles', { token, body: { ...body, attributes: { tier_of_ours: 'gold' } } })).status,
  ).toBe(200);
});

it('an event is declared with its properties', async () => {
  const wheel = {
    name: 'wheel_turned',
    label: 'Wheel turned',
    properties: [{ name: 'prize', label: 'Prize', type: 'text' }],
  };
  expect((await call('POST', '/events', wheel)).status).toBe(201);
  expect(await eventNamed('wheel_turned')).toMatchObject({ origin: 'own', definition: { label: 'Wheel turned' } });
  expect((await call('POST', '/events', { ...wheel, name: 'purchase' })).status).toBe(409);
  expect(
    (await call('POST', '/events', { ...wheel, name: 'other', properties: [...wheel.properties, ...wheel.properties] }))
      .status,
  ).toBe(400);
  expect((await call('DELETE', '/events/wheel_turned')).status).toBe(204);
  expect(await eventNamed('purchase')).toMatchObject({
    origin: 'ready',
    definition: { label: 'Checkout completed (order)' },
  });
});
