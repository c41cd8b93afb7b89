import { env } from 'cloudflare:workers';
import { beforeAll, expect, it } from 'vitest';
import type { Rule } from '../../shared/rules/rule.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import { everyMinute } from '../../worker/jobs/every-minute.ts';
import { Pace } from '../../worker/jobs/pace.ts';
import { recheckDue } from '../../worker/jobs/recheck.ts';
import { reevaluate } from '../../worker/jobs/reevaluate.ts';
import { duePage } from '../../worker/stores/job-pages.ts';
import { Profiles } from '../../worker/stores/profiles.ts';
import { Browser, event } from './support/browser.ts';
import { callConsole, signedInAs } from './support/console-user.ts';
import { makeSite } from './support/site.ts';

const site = 's_recheck' as SiteId;
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

const recheckAt = (now: number) => recheckDue(env, new Pace(Date.now() + 10_000), () => now);

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

/** Sizes, and what a count of the rows of all profiles says. */
async function sizesAndCount(): Promise<[kept: Record<string, number>, counted: Record<string, number>]> {
  const kept = await sizes();
  const { results } = await env.DB.prepare(
    `SELECT d.id, (SELECT count(*) FROM profiles p, json_each(p.members) m WHERE p.site = d.site AND m.value = d.ordinal) AS total
     FROM definitions d WHERE d.site = ? AND d.kind = 'segment'`,
  )
    .bind(site)
    .all<{ id: string; total: number }>();
  return [kept, Object.fromEntries(results.map(({ id, total }) => [id, total]))];
}

it('leaves out whom a visit writes between the reading and the writing of the job, and moves the others', async () => {
  const [visitor, other] = [new Browser(site), new Browser(site)];
  await visitor.send([event('page_view')]);
  const { n: visited, recheckAt: midnight } = await newest();
  await other.send([event('page_view')]);
  const { n: waiting } = await newest();
  const before = await sizes();
  const read = await duePage(env.DB, midnight);
  await visitor.send([event('page_view')]);
  await reevaluate(env, site, { rows: read, now: midnight, pace: new Pace(Date.now() + 10_000) });

  const { results } = await env.DB.prepare('SELECT n, members FROM profiles WHERE n IN (?, ?) ORDER BY n')
    .bind(visited, waiting)
    .all<{ members: string }>();
  expect(results.map(({ members }) => members)).toEqual(['[3]', '[]']);
  expect((await sizes()).seg_today).toBe((before.seg_today ?? 0) - 1);
  const [kept, counted] = await sizesAndCount();
  expect(kept).toEqual(counted);
});

it('sets a profile aside that cannot be read, and moves the others of its page', async () => {
  await new Browser(site).send([event('page_view')]);
  const { n: broken, recheckAt: midnight } = await newest();
  await new Browser(site).send([event('page_view')]);
  const { n: sound } = await newest();
  await env.DB.prepare(`UPDATE profiles SET snapshot = '{' WHERE n = ?`).bind(broken).run();
  await recheckAt(midnight);
  const { results } = await env.DB.prepare(
    'SELECT n, members, CAST((recheck_at - ?) / 1000 AS INTEGER) AS later FROM profiles WHERE n IN (?, ?) ORDER BY n',
  )
    .bind(midnight, broken, sound)
    .all<{ members: string; later: number | null }>();
  expect(results).toMatchObject([{ members: '[3]', later: hourMs / 1_000 }, { members: '[]' }]);
  // Its members are those of yesterday: when it can be read again, a visit must not go on from them.
  await env.DB.prepare('UPDATE profiles SET snapshot = (SELECT snapshot FROM profiles WHERE n = ?) WHERE n = ?')
    .bind(sound, broken)
    .run();
  expect((await new Profiles(env.DB).read(site, broken))?.until).toBe(-Infinity);
});

it('says how many are due and how late the longest is', async () => {
  const overview = async () =>
    (await (await callConsole('GET', '/overview', { cookie })).json()) as { recheck: unknown };
  await env.DB.prepare('UPDATE profiles SET recheck_at = NULL WHERE recheck_at <= ?').bind(Date.now()).run();
  expect(await overview()).toMatchObject({ recheck: null });
  const { n } = await newest();
  await env.DB.prepare('UPDATE profiles SET recheck_at = ? WHERE n = ?')
    .bind(Date.now() - 180_000, n)
    .run();
  const { recheck } = (await overview()) as { recheck: { due: number; isMore: boolean; lateMs: number } };
  expect(recheck).toMatchObject({ due: 1, isMore: false });
  expect(recheck.lateMs).toBeGreaterThanOrEqual(180_000);
});

it('looks twice a minute: who is due after the first look does not wait for the next minute', async () => {
  await new Browser(site).send([event('page_view')]);
  const { n } = await newest();
  const dueAt = Date.now() + 400;
  await env.DB.prepare('UPDATE profiles SET recheck_at = ? WHERE n = ?').bind(dueAt, n).run();
  await everyMinute(env, 600);
  const { recheckAt: next } = await newest();
  expect(next).toBeGreaterThan(dueAt);
});
