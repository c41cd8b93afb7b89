import { env } from 'cloudflare:workers';
import { beforeEach, expect, it } from 'vitest';
import { parseSnapshot } from '../../shared/profile/snapshot.ts';
import type { Rule } from '../../shared/rules/rule.ts';
import { rescan } from '../../worker/jobs/rescan.ts';
import { warmHistories } from '../../worker/jobs/warm-histories.ts';
import { mergePeople } from '../../worker/services/people/merge-people.ts';
import { segmentSizes } from '../../worker/stores/segment-sizes.ts';
import { Browser, event } from './support/browser.ts';
import { longBatches, rebuiltSeries, withLongHistory } from './support/long-history.ts';
import { Pages } from './support/pages.ts';
import { makeSite, type SiteUnderTest } from './support/site.ts';

const searched = (value: number): Rule => ({
  kind: 'event',
  event: 'search',
  where: [],
  window: { kind: 'ever' },
  aggregate: { kind: 'count' },
  operator: 'gte',
  value,
});

let site: SiteUnderTest;
let sites = 0;

beforeEach(async () => {
  sites += 1;
  site = await makeSite({ id: `s_merged${sites}` });
});

async function withShortHistory(): Promise<Browser> {
  const browser = new Browser(site.id);
  await browser.send([event('search', { term: 'cups' })]);
  return browser;
}

const people = {
  long: () => withLongHistory(site.id),
  short: withShortHistory,
};
type History = keyof typeof people;

/** Two people, of whom the first is the older; then segments that count what nobody counted yet. */
async function two(older: History, younger: History): Promise<{ browsers: [Browser, Browser]; n: [number, number] }> {
  const browsers: [Browser, Browser] = [await people[older](), await people[younger]()];
  const all = older === younger ? 2 * longBatches : longBatches + 1;
  const rules = { seg_all: searched(all), seg_none: { kind: 'not' as const, rule: searched(1) } };
  for (const [id, rule] of Object.entries(rules)) {
    await site.segments.create('segment', id, { id, name: id, rule }, Date.now());
  }
  await site.publish();
  const { results } = await env.DB.prepare('SELECT n FROM profiles WHERE site = ? ORDER BY n')
    .bind(site.id)
    .all<{ n: number }>();
  return { browsers, n: results.map(({ n }) => n) as [number, number] };
}

/** Has everything counted: it is what all batches make, in all tables. */
async function expectCounted(n: number): Promise<void> {
  await rescan(env, new Pages(40), site.id);
  await warmHistories(env, new Pages(40), site.id);
  const row = await env.DB.prepare('SELECT snapshot, members, warm FROM profiles WHERE n = ?')
    .bind(n)
    .first<{ snapshot: string; members: string; warm: number }>();
  expect(row).toMatchObject({ members: '[1]', warm: 2 });
  expect(parseSnapshot(row?.snapshot ?? '').series).toEqual(await rebuiltSeries(site.id, n));
  expect(await segmentSizes(env.DB, site.id)).toEqual(new Map([[1, { total: 1, identified: 0 }]]));
  for (const table of ['warmings', 'segment_moves']) {
    expect(await env.DB.prepare(`SELECT count(*) AS c FROM ${table} WHERE site = ?`).bind(site.id).first('c')).toBe(0);
  }
}

it.each<[older: History, younger: History]>([
  ['long', 'short'],
  ['short', 'long'],
  ['long', 'long'],
])(
  'an older person of a %s history and a younger of a %s one, merged while one is counted',
  async (older, younger) => {
    const { browsers, n } = await two(older, younger);
    await rescan(env, new Pages(2), site.id);
    await warmHistories(env, new Pages(1), site.id);
    const counting = await env.DB.prepare('SELECT body FROM warmings WHERE site = ?')
      .bind(site.id)
      .first<string>('body');
    expect(Object.values(JSON.parse(counting as string).streams)).toHaveLength(1);
    expect(await mergePeople(env, site.id, { one: n[1], other: n[0], now: Date.now() })).toBe(n[0]);
    await browsers[1].send([event('page_view')]);
    await warmHistories(env, new Pages(1), site.id);
    await browsers[0].send([event('page_view')]);
    await expectCounted(n[0]);
  },
  60_000,
);

/** Two people become one as soon as the older is counted, before the job knows of it. */
class MergingThen extends Pages {
  private isMerged = false;
  private readonly n: readonly [number, number];

  constructor(n: readonly [number, number]) {
    super(40);
    this.n = n;
  }

  override async asking<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    const answer = await super.asking(ask);
    const [one, other] = this.n;
    const warm = await env.DB.prepare('SELECT warm FROM profiles WHERE n = ?').bind(one).first<number>('warm');
    if (warm === 2 && !this.isMerged) {
      this.isMerged = true;
      await mergePeople(env, site.id, { one, other, now: Date.now() });
    }
    return answer;
  }
}

it('who is merged with a history that is not counted yet, just when their own is, is counted again', async () => {
  const { n } = await two('long', 'long');
  await rescan(env, new Pages(2), site.id);
  await warmHistories(env, new MergingThen(n), site.id);
  await expectCounted(n[0]);
}, 60_000);
