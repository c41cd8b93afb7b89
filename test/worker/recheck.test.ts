import { env } from 'cloudflare:workers';
import { beforeAll, expect, it } from 'vitest';
import type { Rule } from '../../shared/rules/rule.ts';
import { recheckDue } from '../../worker/jobs/rescan.ts';
import { Browser, event } from './support/browser.ts';
import { callConsole, signedInAs } from './support/console-user.ts';
import { makeSite } from './support/site.ts';

const site = 's_recheck';
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const orderedLately: Rule = {
  kind: 'attribute',
  attribute: 'last_order',
  operator: 'lessThanAgo',
  value: { amount: 30, unit: 'day' },
};
const purchase = { event: 'purchase', where: [] };
const leftTheCart: Rule = {
  kind: 'sequence',
  steps: [{ event: 'add_to_cart', where: [] }],
  within: { amount: 1, unit: 'hour' },
  butNot: { ...purchase, within: { amount: 1, unit: 'hour' } },
  window: { kind: 'ever' },
};
const viewedToday: Rule = {
  kind: 'event',
  event: 'page_view',
  where: [],
  window: { kind: 'calendar', period: 'today' },
  aggregate: { kind: 'count' },
  operator: 'gte',
  value: 1,
};

let cookie: string;

beforeAll(async () => {
  await makeSite({
    id: site,
    segments: [
      { id: 'seg_lately', name: 'Ordered lately', rule: orderedLately },
      { id: 'seg_cart', name: 'Left the cart', rule: leftTheCart },
      { id: 'seg_today', name: 'Viewed today', rule: viewedToday },
    ],
  });
  cookie = await signedInAs(site);
});

async function sizes(): Promise<Record<string, number>> {
  const response = await callConsole('GET', '/segments', { cookie });
  const { segments } = (await response.json()) as { segments: { id: string; size: { total: number } }[] };
  return Object.fromEntries(segments.map(({ id, size }) => [id, size.total]));
}

async function newest(): Promise<{ n: number; recheckAt: number; lastSeen: number }> {
  const row = await env.DB.prepare(
    `SELECT n, recheck_at AS recheckAt, snapshot ->> '$.lastSeenAt' AS lastSeen FROM profiles ORDER BY n DESC LIMIT 1`,
  ).first<{ n: number; recheckAt: number; lastSeen: number }>();
  if (!row) throw new Error('no profile');
  return row;
}

async function timeline(n: number): Promise<{ name: string; properties: Record<string, unknown> }[]> {
  const response = await callConsole('GET', `/profiles/p_${n}/timeline`, { cookie });
  return ((await response.json()) as { events: { name: string; properties: Record<string, unknown> }[] }).events;
}

const recheckAt = (now: number) => recheckDue(env, Date.now(), () => now);

it('leaves "last order less than 30 days ago" on time without a visit, and says so', async () => {
  await new Browser(site).send([event('purchase', { transaction_id: 'o1', value: 20, currency: 'EUR' })]);
  const { n, lastSeen } = await newest();
  expect(await sizes()).toMatchObject({ seg_lately: 1 });

  await recheckAt(lastSeen + 30 * dayMs - 1);
  expect(await sizes()).toMatchObject({ seg_lately: 1 });
  await recheckAt(lastSeen + 30 * dayMs);
  expect(await sizes()).toMatchObject({ seg_lately: 0 });
  expect(await timeline(n)).toContainEqual(
    expect.objectContaining({ name: 'segment_left', properties: { segment: 'Ordered lately', cause: 'time' } }),
  );
  expect(await timeline(n)).toContainEqual(
    expect.objectContaining({ name: 'segment_entered', properties: { segment: 'Ordered lately', cause: 'visit' } }),
  );
});

it('enters "added to cart, then no order within an hour" once the hour is over, and never who ordered', async () => {
  await new Browser(site).send([event('add_to_cart')]);
  const { lastSeen } = await newest();
  const buyer = new Browser(site);
  await buyer.send([event('add_to_cart', {}, { time: Date.now() - 1_000 })]);
  await buyer.send([event('purchase', { transaction_id: 'o2', value: 5, currency: 'EUR' })]);

  await recheckAt(lastSeen + hourMs);
  expect(await sizes()).toMatchObject({ seg_cart: 0 });
  await recheckAt(lastSeen + 2 * hourMs);
  expect(await sizes()).toMatchObject({ seg_cart: 1 });
});

it('empties "viewed today" at midnight of the site, whatever else is due', async () => {
  await new Browser(site).send([event('page_view')]);
  const { recheckAt: midnight, lastSeen } = await newest();
  expect(new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', timeStyle: 'medium' }).format(midnight)).toBe(
    '00:00:00',
  );
  expect(midnight - lastSeen).toBeLessThanOrEqual(25 * hourMs);
  expect(await sizes()).toMatchObject({ seg_today: 1 });
  await recheckAt(midnight);
  expect(await sizes()).toMatchObject({ seg_today: 0 });
});

it('keeps sizes exact when a visit comes between the reading and the writing of the job', async () => {
  const visitor = new Browser(site);
  await visitor.send([event('page_view')]);
  const { n, recheckAt: midnight } = await newest();
  const before = await sizes();
  // The job has read the row when the visit writes it.
  const row = await env.DB.prepare('SELECT version FROM profiles WHERE n = ?').bind(n).first<number>('version');
  await Promise.all([recheckAt(midnight), visitor.send([event('page_view')])]);
  const after = await env.DB.prepare('SELECT version, members FROM profiles WHERE n = ?')
    .bind(n)
    .first<{ version: number; members: string }>();
  expect(after?.version).toBeGreaterThan(row as number);
  const { results } = await env.DB.prepare(
    `SELECT d.id, count(*) AS total FROM profiles p, json_each(p.members) m
     JOIN definitions d ON d.site = p.site AND d.kind = 'segment' AND d.ordinal = m.value
     WHERE p.site = ? GROUP BY d.id`,
  )
    .bind(site)
    .all<{ id: string; total: number }>();
  const counted = Object.fromEntries(results.map(({ id, total }) => [id, total]));
  const now = await sizes();
  for (const id of Object.keys(before)) expect([id, now[id]]).toEqual([id, counted[id] ?? 0]);
});
