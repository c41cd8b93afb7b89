import { SELF } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import * as fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/profile/snapshot.ts';
import type { Segment } from '../../shared/schema/segment.ts';
import { Pace } from '../../worker/jobs/pace.ts';
import { keepRetention } from '../../worker/jobs/retention.ts';
import { checkPerson } from '../../worker/services/people/check-person.ts';
import { erasePerson } from '../../worker/services/people/erase-person.ts';
import type { PersonWrite } from '../../worker/services/people/gather.ts';
import { mergePeople } from '../../worker/services/people/merge-people.ts';
import { writePeople } from '../../worker/services/people/write-people.ts';
import { wrongSizes } from '../support/wrong-sizes.ts';
import { Browser, event } from './support/browser.ts';
import { makeSite, type SiteUnderTest } from './support/site.ts';

/** A snapshot is what its batches make of it, whatever happened to them on the way. */

const bought: Segment = {
  id: 'seg_bought',
  name: 'Bought for ten',
  rule: {
    kind: 'event',
    event: 'purchase',
    where: [{ property: 'currency', operator: 'is', value: 'eur' }],
    window: { kind: 'rolling', amount: 30, unit: 'day' },
    aggregate: { kind: 'sum', property: 'value' },
    operator: 'gte',
    value: 10,
  },
};

let site: SiteUnderTest;

beforeAll(async () => {
  site = await makeSite({ id: 's_rebuild', segments: [bought] });
});

const visitors = 3;
const kinds: (() => object)[] = [
  () => event('page_view', { path: '/' }),
  () => event('session_start', { utm_source: 'x', referrer: 'https://a.example/' }),
  () => event('engagement', { engaged_ms: 700 }),
  () => event('identify', { attributes: { first_name: 'Ann', email: 'a@x.example' } }),
  () => event('identify', { attributes: { first_name: '' } }),
  () => event('purchase', { transaction_id: 'T1', value: 12.5, currency: 'EUR' }),
  () => event('purchase', { transaction_id: 'T1', value: 3, currency: 'EUR', items: [{ item_id: 'A' }] }),
  () => event('purchase', { transaction_id: 'T2', value: 0.1, currency: 'PLN' }),
  () => event('form_submit', { form: 'news', fields: { phone: '+48601234567' } }),
];

const happening = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('visit' as const),
      visitor: fc.nat({ max: visitors - 1 }),
      events: fc.array(fc.nat({ max: kinds.length - 1 }), { maxLength: 4 }),
      /** Kept back until the next one of the visitor is in, or sent twice. */
      how: fc.constantFrom('once' as const, 'twice' as const, 'late' as const),
      consent: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('server' as const),
      person: fc.nat({ max: 1 }),
      refunded: fc.option(fc.nat({ max: 5 }), { nil: undefined }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('merge' as const), one: fc.nat(), other: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('erase' as const), one: fc.nat() }) },
);
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

let histories = 0;

/** Lets things happen to people of their own; answers their numbers, of those that are still there. */
async function live(steps: readonly Happening[]): Promise<number[]> {
  histories += 1;
  const browsers = Array.from({ length: visitors }, () => new Browser(site.id));
  const late = new Map<Browser, Record<string, unknown>[]>();
  const first = ((await env.DB.prepare('SELECT max(n) AS n FROM profiles').first<number | null>('n')) ?? 0) + 1;
  const people = async () => {
    const { results } = await env.DB.prepare('SELECT n FROM profiles WHERE site = ? AND n >= ?')
      .bind(site.id, first)
      .all<{ n: number }>();
    return results.map(({ n }) => n);
  };
  const post = async (browser: Browser, batch: Record<string, unknown>) => {
    // 410: the visitor was erased.
    expect([200, 410]).toContain((await browser.post(batch)).status);
  };
  const visit = async ({ visitor, events: said, how, consent }: Extract<Happening, { kind: 'visit' }>) => {
    const browser = browsers[visitor] as Browser;
    const events = said.map((kind) => (kinds[kind] as () => object)());
    const batch = browser.batch(events, { consent: { personalisation: consent } });
    if (how === 'late') late.set(browser, [...(late.get(browser) ?? []), batch]);
    else await post(browser, batch);
    if (how === 'twice') await post(browser, batch);
  };
  const mergeOrErase = async (step: Exclude<Happening, { kind: 'visit' | 'server' }>) => {
    const numbers = await people();
    const [one, other] = [step.one, step.kind === 'merge' ? step.other : 0].map((at) => numbers[at % numbers.length]);
    if (one === undefined || other === undefined) return;
    if (step.kind === 'erase') await erasePerson(env, site.id, { n: one, askedBy: 'api', now: Date.now() });
    else await mergePeople(env, site.id, { one, other, now: Date.now() });
  };
  for (const step of steps) {
    if (step.kind === 'visit') await visit(step);
    else if (step.kind === 'server') await write([says(`${histories}-${step.person}`, step.refunded)]);
    else await mergeOrErase(step);
  }
  for (const [browser, batches] of late) for (const batch of batches.reverse()) await post(browser, batch);
  return people();
}

function says(who: string, refunded?: number): PersonWrite {
  const proven = [{ kind: 'source_id' as const, value: who }];
  const time = Date.now();
  const order = { transaction_id: 'T1', value: 20, currency: 'EUR', updated_at: time, ...(refunded && { refunded }) };
  const events = [
    { name: 'identify', time, session: '', properties: { attributes: { last_name: who } } },
    ...(refunded === undefined ? [] : [{ name: 'purchase', time, session: '', properties: order }]),
  ];
  return { who: { identities: proven }, statement: { events, proven, consent: {}, source: 'api' } };
}

const write = (writes: PersonWrite[]) =>
  writePeople(env, site.id, writes, { unknown: 'create', acceptClaimed: false, now: Date.now() });

it('whatever happens to people, each is what its batches make of it, and sizes are right', async () => {
  const runs = Number(env.HISTORY_RUNS);
  let checked = 0;
  for (const steps of fc.sample(fc.array(happening, { minLength: 4, maxLength: 12 }), { numRuns: runs })) {
    for (const n of await live(steps)) {
      expect([n, await checkPerson(env, site.id, n), steps]).toEqual([
        n,
        { kind: 'same', batches: expect.any(Number) },
        steps,
      ]);
      checked += 1;
    }
  }
  const { results } = await env.DB.prepare(wrongSizes).bind(site.id).all();
  console.log(`FIGURES ${JSON.stringify({ histories: runs, rebuilt: checked, wrongSizes: results.length })}`);
  expect(checked).toBeGreaterThan(runs / 2);
  expect(results).toEqual([]);
}, 3_600_000);

it('a profile that was tampered with is told from its history, by the operator alone', async () => {
  const browser = new Browser(site.id);
  await browser.send([event('page_view')]);
  const n = await env.DB.prepare('SELECT max(n) AS n FROM profiles').first<number>('n');
  await env.DB.prepare(`UPDATE profiles SET snapshot = json_set(snapshot, '$.pageViews', 2) WHERE n = ?`).bind(n).run();
  const ask = (secret: string) =>
    SELF.fetch(`https://usher.example/api/admin/sites/${site.id}/profiles/p_${n}/check`, {
      headers: { authorization: `Bearer ${secret}` },
    });
  expect(await (await ask(env.ADMIN_SECRET)).json()).toEqual({ kind: 'differs', batches: 1, parts: ['pageViews'] });
  expect((await ask('x')).status).toBe(401);
});

it('a history that retention let go of is said to be forgotten, and keeps what was made of it', async () => {
  const short = await makeSite({ id: 's_forgotten', settings: { retention: { profileDays: 100, historyDays: 40 } } });
  const browser = new Browser(short.id);
  await browser.send([event('page_view')]);
  await keepRetention(env, new Pace(Date.now() + 20_000), () => Date.now() + 41 * 86_400_000);
  const row = await env.DB.prepare('SELECT n, snapshot FROM profiles WHERE site = ?')
    .bind(short.id)
    .first<{ n: number; snapshot: string }>();
  expect(await checkPerson(env, short.id, row?.n ?? 0)).toEqual({ kind: 'forgotten', batches: 0 });
  expect(JSON.parse(row?.snapshot ?? '{}').pageViews).toBe(1);
});

it('loses nothing when eight browsers and eight calls of the server write one person at once', async () => {
  const browsers = Array.from({ length: 8 }, () => new Browser(site.id));
  const [made] = await write([says('busy')]);
  const { n: person } = made as { n: number };
  let n = person;
  for (const browser of browsers) {
    await browser.send([event('page_view')]);
    const own = await env.DB.prepare('SELECT n FROM event_batches WHERE stream = ?')
      .bind(browser.stream)
      .first<number>('n');
    n = await mergePeople(env, site.id, { one: n, other: own as number, now: Date.now() });
  }
  const each = 25;
  const redeemed = (): PersonWrite => {
    const { who, statement } = says('busy');
    const events = [{ name: 'coupon_redeemed', time: Date.now(), session: '', properties: { code: 'A' } }];
    return { who, statement: { ...statement, events } };
  };
  const patiently = async (): Promise<void> => {
    // A caller who is told that others won every try comes again.
    while (!(await write([redeemed()]).catch(() => null)));
  };
  await Promise.all([
    ...browsers.map(async (browser) => {
      for (let round = 0; round < each; round += 1) {
        const batch = browser.batch([event('page_view')]);
        while ((await browser.post(batch)).status !== 200);
      }
    }),
    ...browsers.map(async () => {
      for (let round = 0; round < each; round += 1) await patiently();
    }),
  ]);
  const text = await env.DB.prepare('SELECT snapshot FROM profiles WHERE n = ?').bind(n).first<string>('snapshot');
  const { pageViews, counters } = JSON.parse(text as string) as Snapshot;
  const lost = 8 * each + 8 - pageViews + 8 * each - (counters.redemptions ?? 0);
  console.log(`FIGURES ${JSON.stringify({ together: 16 * each, lost })}`);
  expect([pageViews, counters.redemptions]).toEqual([8 * each + 8, 8 * each]);
  expect((await checkPerson(env, site.id, n)).kind).toBe('same');
}, 180_000);
