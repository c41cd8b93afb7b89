import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { campaign } from '../support/campaigns.ts';
import { wrongSizes } from '../support/wrong-sizes.ts';
import { Browser, event } from './support/browser.ts';
import { callConsole, signedInAs } from './support/console-user.ts';
import { everythingKept } from './support/everything-kept.ts';
import { makeSite } from './support/site.ts';

interface Overview {
  people: { total: number };
  steps: Record<string, boolean>;
  samples: { people: number; most: number };
  attention: unknown[];
  changes: { action: string; name: string | null }[];
}

const emailKnown = { kind: 'attribute', attribute: 'email', operator: 'isKnown' } as const;

/** A site of which nobody but its owner knows yet. */
async function newSite(id: string) {
  await makeSite({ id, segments: [] });
  const cookie = await signedInAs(id);
  const overview = async () => (await (await callConsole('GET', '/overview', { cookie })).json()) as Overview;
  return { id, cookie, overview };
}

it('tells a new site what it still lacks, step by step', async () => {
  const { id, cookie, overview } = await newSite('s_new');
  expect((await overview()).steps).toEqual({ heard: false, segment: false, campaign: false, live: false });
  await callConsole('POST', '/segments', { cookie, body: { draft: { name: 'Known', rule: emailKnown } } });
  expect((await overview()).steps).toMatchObject({ heard: false, segment: true });
  await new Browser(id).send([event('page_view')]);
  expect((await overview()).steps).toMatchObject({ heard: true });
  expect((await overview()).changes).toMatchObject([{ action: 'segment created', name: 'Known' }]);
});

it('sample people are no first event, are marked, and go without leaving anything', async () => {
  const { id, cookie, overview } = await newSite('s_samples');
  const add = (count: number) => callConsole('POST', '/sample-people', { cookie, body: { count } });
  expect(await (await add(12)).json()).toEqual({ people: 12, most: 60 });
  const { people, samples, steps } = await overview();
  expect([people.total, samples.people, steps.heard]).toEqual([12, 12, false]);
  const rule = { kind: 'attribute', attribute: 'data_source', operator: 'anyOf', value: ['sample'] };
  const counted = await callConsole('POST', '/population/count', { cookie, body: { rule } });
  expect(await counted.json()).toMatchObject({ size: { total: 12 } });
  const body = JSON.stringify(await everythingKept());
  expect(body).toContain('(sample)');
  expect((await add(20)).status).toBe(200);
  expect((await add(20)).status).toBe(200);
  expect((await add(20)).status).toBe(409);
  await new Browser(id).send([event('page_view')]);
  expect((await overview()).steps.heard).toBe(true);
  for (let left = 52; left > 0; ) {
    const answer = await callConsole('POST', '/sample-people/remove', { cookie, body: { count: 20 } });
    left = ((await answer.json()) as { people: number }).people;
  }
  expect(await overview()).toMatchObject({ people: { total: 1 }, samples: { people: 0 } });
  expect(JSON.stringify(await everythingKept())).not.toContain('(sample)');
  expect((await env.DB.prepare(wrongSizes).bind(id).all()).results).toEqual([]);
});

it('sample people are not told to webhooks, and are in no count of a campaign', async () => {
  const { id, cookie, overview } = await newSite('s_quiet');
  const { id: _, ...draft } = campaign();
  await callConsole('POST', '/campaigns', { cookie, body: { draft } });
  expect((await callConsole('POST', '/publish', { cookie })).status).toBe(200);
  expect((await callConsole('POST', '/sample-people', { cookie, body: { count: 20 } })).status).toBe(200);
  const exposed = `SELECT count(*) AS c FROM event_batches WHERE body LIKE '%promotion_viewed%' AND body LIKE '%"source":"sample"%'`;
  expect(await env.DB.prepare(exposed).first<number>('c')).toBeGreaterThan(0);
  const counted = await env.DB.prepare('SELECT count(*) AS c FROM campaign_counts WHERE site = ?').bind(id).first('c');
  expect(counted).toBe(0);
  const webhook = { url: 'https://93.184.215.14/x', kinds: ['order.updated'] };
  await callConsole('POST', '/webhooks', { cookie, body: webhook });
  expect((await callConsole('POST', '/sample-people', { cookie, body: { count: 1 } })).status).toBe(409);
  expect((await overview()).samples.people).toBe(20);
});

it('says what went wrong in the last week, and on this site only', async () => {
  const { id, cookie, overview } = await newSite('s_attention');
  const { overview: elsewhere } = await newSite('s_calm');
  const now = Date.now();
  const webhook = { url: 'https://93.184.215.14/x', kinds: ['segment.left'] };
  const { id: hook } = (await (await callConsole('POST', '/webhooks', { cookie, body: webhook })).json()) as {
    id: string;
  };
  const delivery = env.DB.prepare(
    `INSERT INTO webhook_deliveries (id, webhook, site, n, kind, body, state, created_at) VALUES (?, ?, ?, 1, 'segment.left', '{}', ?, ?)`,
  );
  const importOf = env.DB.prepare(
    `INSERT INTO imports (id, site, state, settings, progress, created_at, created_by) VALUES (?, ?, 'done', '{"name":"People"}', ?, ?, 'x')`,
  );
  await env.DB.batch([
    delivery.bind('d1', hook, id, 'dead', now),
    delivery.bind('d2', hook, id, 'dead', now - 8 * 86_400_000),
    delivery.bind('d3', hook, id, 'delivered', now),
    importOf.bind('i1', id, '{"bad":3}', now),
    importOf.bind('i2', id, '{"bad":0}', now),
    importOf.bind('i3', id, '{"bad":3}', now - 8 * 86_400_000),
  ]);
  expect((await overview()).attention).toEqual([
    { kind: 'deliveries', id: hook, name: webhook.url, count: 1 },
    { kind: 'import', id: 'i1', name: 'People', count: 3 },
  ]);
  expect((await elsewhere()).attention).toEqual([]);
  await env.DB.batch([
    env.DB.prepare(`DELETE FROM imports WHERE site = ?`).bind(id),
    env.DB.prepare(`DELETE FROM webhook_deliveries WHERE site = ?`).bind(id),
  ]);
});
