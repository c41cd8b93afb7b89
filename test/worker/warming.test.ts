import { env } from 'cloudflare:workers';
import { beforeEach, expect, it } from 'vitest';
import { parseSnapshot, type Snapshot } from '../../shared/profile/snapshot.ts';
import type { Rule } from '../../shared/rules/rule.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import type { Segment } from '../../shared/schema/segment.ts';
import { rescan } from '../../worker/jobs/rescan.ts';
import { warmHistories } from '../../worker/jobs/warm-histories.ts';
import { segmentSizes } from '../../worker/stores/segment-sizes.ts';
import { Browser, event } from './support/browser.ts';
import { callConsole, signedInAs } from './support/console-user.ts';
import { longBatches, rebuiltSeries, withLongHistory } from './support/long-history.ts';
import { Pages } from './support/pages.ts';
import { makeSite, type SiteUnderTest } from './support/site.ts';

const searched = (n: number): Rule => ({
  kind: 'event',
  event: 'search',
  where: [{ property: 'term', operator: 'startsWith', value: 'tea' }],
  window: { kind: 'ever' },
  aggregate: { kind: 'count' },
  operator: 'gte',
  value: n,
});
const searches: Segment = { id: 'seg_tea', name: 'Tea', exposedKey: 'tea', rule: searched(longBatches) };
const noSearches: Segment = {
  id: 'seg_notea',
  name: 'No tea',
  exposedKey: 'no_tea',
  rule: { kind: 'not', rule: searched(1) },
};

let site: SiteUnderTest;
let keen: Browser;
let sites = 0;

/** A site with one visitor of a long history and one of a short one, before anything is counted. */
beforeEach(async () => {
  sites += 1;
  site = await makeSite({ id: `s_warming${sites}` });
  keen = await withLongHistory(site.id);
  await new Browser(site.id).send([event('search', { term: 'tea cups' })]);
}, 60_000);

async function publishBoth(): Promise<void> {
  for (const segment of [searches, noSearches]) await site.segments.create('segment', segment.id, segment, Date.now());
  await site.publish();
}

async function rows(): Promise<{ n: number; snapshot: Snapshot; members: string; warm: number }[]> {
  const { results } = await env.DB.prepare('SELECT n, snapshot, members, warm FROM profiles WHERE site = ? ORDER BY n')
    .bind(site.id)
    .all<{ n: number; snapshot: string; members: string; warm: number }>();
  return results.map((row) => ({ ...row, snapshot: parseSnapshot(row.snapshot) }));
}

async function shownSizes(): Promise<Record<string, unknown>> {
  const response = await callConsole('GET', '/segments', { cookie: await signedInAs(site.id) });
  const { segments } = (await response.json()) as { segments: { id: string; size: unknown }[] };
  return Object.fromEntries(segments.map(({ id, size }) => [id, size]));
}

it('a visit counts a short history itself, and answers nothing on a long one that is not counted yet', async () => {
  await publishBoth();
  const waiting = await keen.send([event('page_view')]);
  expect(waiting.reply).toMatchObject({ segments: [], maybe: [] });
  const [long] = await rows();
  expect(long).toMatchObject({ members: '[]', warm: 1 });
  expect(long?.snapshot.series).toEqual({});
});

it('the job counts a long history in pages, keeps its place, takes in what visits add, and moves nobody', async () => {
  await publishBoth();
  await rescan(env, new Pages(2), site.id);
  expect(await shownSizes()).toMatchObject({
    seg_tea: { kind: 'counted', total: 0, counting: { passed: 2, total: 2 } },
    seg_notea: { kind: 'counted', total: 0 },
  });
  await warmHistories(env, new Pages(1), site.id as SiteId);
  const kept = await env.DB.prepare('SELECT body FROM warmings WHERE site = ?').bind(site.id).first<string>('body');
  expect(Object.values(JSON.parse(kept as string).streams)).toHaveLength(1);
  await keen.send([event('search', { term: 'tea' })]);
  expect((await rows())[0]).toMatchObject({ members: '[]', warm: 1 });

  await rescan(env, new Pages(20), site.id);
  const [long, short] = await rows();
  expect(long).toMatchObject({ members: '[1]', warm: 2 });
  expect(short).toMatchObject({ members: '[]', warm: 2 });
  expect(long?.snapshot.series).toEqual(await rebuiltSeries(site.id, long?.n as number));
  expect(await segmentSizes(env.DB, site.id)).toEqual(new Map([[1, { total: 1, identified: 0 }]]));
  expect(await shownSizes()).toMatchObject({ seg_tea: { kind: 'counted', total: 1 } });
  expect(JSON.stringify(await shownSizes())).not.toContain('counting');
  for (const table of ['warmings', 'rescans', 'segment_moves']) {
    expect(await env.DB.prepare(`SELECT count(*) AS c FROM ${table} WHERE site = ?`).bind(site.id).first('c')).toBe(0);
  }
  const answered = await keen.send([event('page_view')]);
  expect(answered.reply.segments).toEqual(['tea']);
});

it('a question of everybody counts a long history that no bundle asks for, and one that is being counted', async () => {
  const asked = async (rule: Rule) => {
    const cookie = await signedInAs(site.id);
    const response = await callConsole('POST', '/population/count', { cookie, body: { rule } });
    return ((await response.json()) as { size: { total: number } }).size.total;
  };
  expect(await asked(searched(longBatches))).toBe(1);
  await publishBoth();
  await keen.send([event('page_view')]);
  expect(await asked(searched(longBatches))).toBe(1);
  expect(await asked({ kind: 'not', rule: searched(1) })).toBe(0);
});

it('a history that cannot be read holds up nobody: its profile is asked again in an hour', async () => {
  await env.DB.prepare(
    `UPDATE event_batches SET body = '{' WHERE n = (SELECT min(n) FROM profiles WHERE site = ?) AND sequence = 5`,
  )
    .bind(site.id)
    .run();
  await publishBoth();
  await rescan(env, new Pages(20), site.id);
  expect(await env.DB.prepare('SELECT count(*) AS c FROM rescans WHERE site = ?').bind(site.id).first('c')).toBe(0);
  const [long, short] = await rows();
  expect(long).toMatchObject({ warm: 1 });
  expect(short).toMatchObject({ warm: 2 });
  const at = await env.DB.prepare('SELECT recheck_at FROM profiles WHERE n = ?')
    .bind(long?.n)
    .first<number>('recheck_at');
  expect(at).toBeGreaterThan(Date.now() + 3_500_000);
});
