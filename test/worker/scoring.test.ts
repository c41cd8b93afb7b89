import { env } from 'cloudflare:workers';
import { beforeAll, expect, it } from 'vitest';
import type { AcceptedBatch } from '../../shared/profile/accepted-batch.ts';
import { factsOf } from '../../shared/profile/facts-of.ts';
import { reduce } from '../../shared/profile/reduce.ts';
import { emptySnapshot } from '../../shared/profile/snapshot.ts';
import { smartSegments } from '../../shared/smart/catalogue.ts';
import { Pace } from '../../worker/jobs/pace.ts';
import { rescan } from '../../worker/jobs/rescan.ts';
import { scorePeople } from '../../worker/jobs/score-people.ts';
import { Browser, event } from './support/browser.ts';
import { callConsole, signedInAs } from './support/console-user.ts';
import { makeSite } from './support/site.ts';

const site = 's_scoring';
const dayMs = 86_400_000;
const buyers: Browser[] = [];
let cookie: string;

const pace = () => new Pace(Date.now() + 20_000);
const run = (clock = Date.now) => scorePeople(env, pace(), clock);

async function attributes(n: number): Promise<Record<string, unknown>> {
  const response = await callConsole('GET', `/profiles/p_${n}`, { cookie });
  return ((await response.json()) as { attributes: Record<string, unknown> }).attributes;
}

async function sizes(): Promise<Record<string, number>> {
  const response = await callConsole('GET', '/segments', { cookie });
  const { segments } = (await response.json()) as { segments: { draft: { name: string }; size: { total: number } }[] };
  return Object.fromEntries(segments.map(({ draft, size }) => [draft.name, size.total]));
}

async function scoredEvents(): Promise<number> {
  const sql = `SELECT count(*) AS c FROM event_batches b WHERE b.body ->> '$.tier' = 'system'`;
  return (await env.DB.prepare(sql).first<number>('c')) ?? 0;
}

beforeAll(async () => {
  const wanted = ['Big spenders', 'RFM: Recent', 'RFM: Loyal', 'RFM: Champions'];
  await makeSite({
    id: site,
    segments: smartSegments
      .filter(({ name }) => wanted.includes(name))
      .map(({ key, name, rule }) => ({ id: `seg_${key.replaceAll('_', '')}`, name, rule })),
  });
  cookie = await signedInAs(site);
  // Twenty buyers: 10.00, 20.00, … 200.00, the last two in three orders each; one visitor who never bought.
  for (let place = 1; place <= 20; place += 1) {
    const browser = new Browser(site);
    const orders = place > 18 ? 3 : 1;
    const value = (place * 10) / orders;
    const purchases = Array.from({ length: orders }, (_, index) =>
      event('purchase', { transaction_id: `${place}.${index}`, value, currency: 'EUR' }),
    );
    await browser.send([event('page_view'), ...purchases]);
    buyers.push(browser);
  }
  await new Browser(site).send([event('page_view')]);
});

it('scores every buyer, sizes follow in the same transaction, and the visitor is a prospect', async () => {
  await run();
  expect(await attributes(20)).toMatchObject({
    rfm_recency: 3,
    rfm_frequency: 3,
    rfm_monetary: 3,
    rfm_group: 'champions',
    spend_percentile: 95,
  });
  expect(await attributes(1)).toMatchObject({ rfm_group: 'recent', spend_percentile: 0 });
  expect(await attributes(21)).toMatchObject({ rfm_group: 'prospect' });
  expect(await attributes(21)).not.toHaveProperty('rfm_recency');
  expect(await sizes()).toMatchObject({ 'Big spenders': 2, 'RFM: Champions': 2, 'RFM: Recent': 18 });
  expect(await scoredEvents()).toBe(20);
});

it('tells by what buyers are scored, also while the next scoring collects them', async () => {
  const told = async () => (await callConsole('GET', '/scoring', { cookie })).json();
  const by = {
    scoring: { thresholds: { buyers: 20, frequency: [1, 2], byThirds: { frequency: false, monetary: false } } },
  };
  expect(await told()).toMatchObject(by);
  await scorePeople(env, new Pace(Date.now() - 1), () => Date.now() + dayMs);
  expect(await told()).toMatchObject(by);
  await run(() => Date.now() + dayMs);
  await env.DB.prepare('UPDATE scorings SET started_at = ?').bind(Date.now()).run();
});

it('runs once a day, and writes only what is new', async () => {
  await run();
  await run(() => Date.now() + dayMs - 60_000);
  expect(await scoredEvents()).toBe(20);
  await run(() => Date.now() + dayMs);
  expect(await scoredEvents()).toBe(20);
  const left = await env.DB.prepare('SELECT count(*) AS c FROM buyers').first<number>('c');
  expect(left).toBe(0);
});

it('remembers the group before, when time alone moves a buyer, and keeps it through a rebuild from the batches', async () => {
  await run(() => Date.now() + 200 * dayMs);
  expect(await attributes(20)).toMatchObject({ rfm_group: 'loyal', rfm_previous_group: 'champions', rfm_recency: 2 });
  expect(await sizes()).toMatchObject({ 'RFM: Champions': 0, 'RFM: Loyal': 2 });
  const { results } = await env.DB.prepare('SELECT body FROM event_batches WHERE n = 20').all<{ body: string }>();
  const rebuilt = emptySnapshot();
  for (const { body } of results.toReversed()) {
    reduce(rebuilt, JSON.parse(body) as AcceptedBatch, { measures: [], currency: 'EUR', closed: [] });
  }
  const facts = factsOf(rebuilt, { mode: 'off', state: {}, gpc: false });
  expect(facts.attributes).toMatchObject({ rfm_group: 'loyal', rfm_previous_group: 'champions' });
});

it('a page cannot score itself', async () => {
  await buyers[0]?.send([event('scored', { rfm_group: 'champions', spend_percentile: 100 })]);
  await buyers[0]?.send([event('identify', { attributes: { rfm_group: 'champions', spend_percentile: 100 } })]);
  expect((await attributes(1)).rfm_group).not.toBe('champions');
});

it('a run that is cut short is taken up where it was', async () => {
  const clock = () => Date.now() + 500 * dayMs;
  await scorePeople(env, new Pace(Date.now() - 1), clock);
  expect(await env.DB.prepare('SELECT finished_at FROM scorings').first('finished_at')).toBeNull();
  await run(clock);
  expect(await env.DB.prepare('SELECT finished_at FROM scorings').first('finished_at')).not.toBeNull();
  expect(await attributes(20)).toMatchObject({ rfm_recency: 1, rfm_previous_group: 'loyal' });
  await rescan(env, pace());
  const counted = await callConsole('POST', '/population/count', {
    cookie,
    body: { rule: { kind: 'attribute', attribute: 'rfm_group', operator: 'is', value: 'prospect' } },
  });
  expect(((await counted.json()) as { size: { total: number } }).size.total).toBe(1);
});
