import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import type { Move } from '../../../shared/profile/memberships.ts';
import type { Rule } from '../../../shared/rules/rule.ts';
import type { SiteId, VisitorId } from '../../../shared/schema/names.ts';
import type { Segment } from '../../../shared/schema/segment.ts';
import type { Env } from '../../../worker/config.ts';
import { recheckDue } from '../../../worker/jobs/recheck.ts';
import { rescan } from '../../../worker/jobs/rescan.ts';
import { Bundles } from '../../../worker/stores/bundles.ts';
import { D1ProfileStore } from '../../../worker/stores/d1-profile-store.ts';
import { wrongSizes } from '../../support/wrong-sizes.ts';
import { event } from './browser.ts';
import { Pages } from './pages.ts';
import { makeSite } from './site.ts';

/** One thing that happens to a site; what stands in `together` happens at once. */
export type Happening =
  | { kind: 'visit'; visitor: number; events: readonly string[] }
  | { kind: 'recheck'; afterDays: number }
  | { kind: 'publish'; meaning: number }
  | { kind: 'rescan'; pages: number }
  | { kind: 'together'; all: Happening[] };

const visitors = 4;
const dayMs = 86_400_000;

const event30 = (name: string, value: number): Rule => ({
  kind: 'event',
  event: name,
  where: [],
  window: { kind: 'rolling', amount: 30, unit: 'day' },
  aggregate: { kind: 'count' },
  operator: 'gte',
  value,
});
const hasEmail: Rule = { kind: 'attribute', attribute: 'email', operator: 'isKnown' };

/** These keep their meaning, so that replayed moves give their members. */
const kept: Segment[] = [
  { id: 'seg_email', name: 'Email', rule: hasEmail },
  { id: 'seg_viewed', name: 'Viewed lately', rule: event30('page_view', 1) },
  { id: 'seg_quiet', name: 'No search lately', rule: { kind: 'not', rule: event30('search', 1) } },
];

/** What the last segment may mean: measures come, go and come again. */
const meanings: Rule[] = [
  event30('page_view', 2),
  { kind: 'not', rule: event30('add_to_cart', 1) },
  { kind: 'all', rules: [hasEmail, event30('add_to_cart', 2)] },
  { kind: 'any', rules: [event30('search', 2), hasEmail] },
];

const visit = fc.record({
  kind: fc.constant('visit' as const),
  visitor: fc.nat({ max: visitors - 1 }),
  events: fc.array(fc.constantFrom('page_view', 'search', 'add_to_cart', 'identify'), { minLength: 1, maxLength: 3 }),
});
const recheck = fc.record({ kind: fc.constant('recheck' as const), afterDays: fc.constantFrom(0, 20, 31, 40) });
const walk = fc.record({ kind: fc.constant('rescan' as const), pages: fc.nat({ max: 3 }) });
const publish = fc.record({
  kind: fc.constant('publish' as const),
  meaning: fc.nat({ max: meanings.length - 1 }),
});
const together = fc.record({
  kind: fc.constant('together' as const),
  all: fc.array(fc.oneof(visit, visit, recheck, walk), { minLength: 2, maxLength: 4 }),
});

export const happenings: fc.Arbitrary<Happening[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: visit },
    { weight: 3, arbitrary: together },
    { weight: 2, arbitrary: recheck },
    { weight: 1, arbitrary: publish },
    { weight: 1, arbitrary: walk },
  ),
  { minLength: 5, maxLength: 20 },
);

let sites = 0;

/**
 * Lets things happen to a site of its own, over `db`. Answers what is wrong after the first step after which something is: sizes that
 * differ from a count over all profiles, members that the moves do not give; null when nothing ever is.
 */
export async function firstWrong(db: D1Database, steps: readonly Happening[]): Promise<string | null> {
  sites += 1;
  const last: Segment = { id: 'seg_last', name: 'Last', rule: meanings[0] as Rule };
  const site = await makeSite({ id: `s_interleaved${sites}`, segments: [...kept, last] });
  const under: Env = { ...env, DB: db };
  const store = new D1ProfileStore(db, new Bundles({ db, bundles: env.BUNDLES }));
  const sequences = Array.from({ length: visitors }, () => 0);
  const happen = async (step: Happening): Promise<void> => {
    switch (step.kind) {
      case 'visit': {
        const sequence = (sequences[step.visitor] ?? 0) + 1;
        sequences[step.visitor] = sequence;
        const now = Date.now();
        await store.apply(site.id, `visitor-${sites}-${step.visitor}` as VisitorId, {
          stream: `stream0000${step.visitor}`,
          sequence,
          events: step.events.map((name) =>
            event(name, name === 'identify' ? { attributes: { email: `${step.visitor}@example.org` } } : {}),
          ),
          consent: {},
          gpc: false,
          language: 'en',
          request: {},
          sentAt: now,
          hash: 1,
          now,
        });
        return;
      }
      case 'recheck': {
        const now = Date.now() + step.afterDays * dayMs;
        await recheckDue(under, new Pages(3), () => now);
        return;
      }
      case 'publish':
        await site.edit({ ...last, rule: meanings[step.meaning] as Rule });
        await site.publish();
        return;
      case 'rescan':
        await rescan(under, new Pages(step.pages), site.id);
        return;
      case 'together':
        await Promise.all(step.all.map(happen));
    }
  };
  for (const [index, step] of steps.entries()) {
    await happen(step);
    const wrong = (await sizesFault(site.id)) ?? (await wrongMoves(site.id));
    if (wrong !== null) return `after step ${index}, ${step.kind}: ${wrong}`;
  }
  return null;
}

async function sizesFault(site: SiteId): Promise<string | null> {
  const { results } = await env.DB.prepare(wrongSizes).bind(site).all();
  return results.length === 0 ? null : `sizes ${JSON.stringify(results)}`;
}

async function wrongMoves(site: SiteId): Promise<string | null> {
  const [{ results: moves }, { results: profiles }] = await Promise.all([
    env.DB.prepare('SELECT n, moves FROM segment_moves WHERE site = ? ORDER BY id')
      .bind(site)
      .all<{ n: number; moves: string }>(),
    env.DB.prepare('SELECT n, members FROM profiles WHERE site = ?').bind(site).all<{ n: number; members: string }>(),
  ]);
  const isIn = new Map<string, boolean>();
  for (const { n, moves: text } of moves) {
    for (const { ordinal, entered } of JSON.parse(text) as Move[]) {
      if (ordinal > kept.length) continue;
      const key = `${n} ${ordinal}`;
      if ((isIn.get(key) ?? false) === entered) return `profile ${n} moved twice, segment ${ordinal}`;
      isIn.set(key, entered);
    }
  }
  for (const { n, members } of profiles) {
    for (let ordinal = 1; ordinal <= kept.length; ordinal += 1) {
      const isMember = (JSON.parse(members) as number[]).includes(ordinal);
      if ((isIn.get(`${n} ${ordinal}`) ?? false) !== isMember) return `members of profile ${n}, segment ${ordinal}`;
    }
  }
  return null;
}
