import { orderFacts } from '../../shared/profile/order-facts.ts';
import { parseSnapshot, type Snapshot } from '../../shared/profile/snapshot.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import { featuresOf, orderedWithin } from '../../shared/scoring/conversion-features.ts';
import { conversionModel, horizonDays } from '../../shared/scoring/conversion-model.ts';
import {
  activeDays,
  compare,
  decidePotential,
  emptyDraft,
  type PotentialDraft,
} from '../../shared/scoring/potential.ts';
import { type Buyer, rfmThresholds } from '../../shared/scoring/rfm.ts';
import type { Env } from '../config.ts';
import { walkPage } from '../stores/job-pages.ts';
import { countPeople } from '../stores/people-count.ts';
import { isSampled, PotentialSamples } from '../stores/potential-samples.ts';
import { type ScoreScale, Scorings } from '../stores/scorings.ts';
import type { Pace } from './pace.ts';

const dayMs = 86_400_000;
const horizonMs = horizonDays * dayMs;

/** One site's scoring at a moment (epoch ms). */
export interface ScoredSite {
  site: SiteId;
  now: number;
}

interface ReadPerson {
  n: number;
  snapshot: Snapshot;
}

/**
 * Walks over everybody of a site, and finds what they are scored by: thresholds over all buyers, and a scale of likelihoods over all
 * who are active. On the way it takes samples and looks what came of earlier ones. Null when the time was up, or nobody ever bought.
 */
export async function comparePeople(
  env: Env,
  pace: Pace,
  { site, now }: ScoredSite,
  begun: { draft: PotentialDraft | null; after: number },
): Promise<ScoreScale | null> {
  const scorings = new Scorings(env.DB);
  const samples = new PotentialSamples(env.DB, site);
  const { total } = await pace.asking(() => countPeople(env.DB, site));
  const draft = begun.draft ?? emptyDraft(conversionModel(await pace.asking(() => samples.known())));
  let place = begun.after;
  while (pace.hasTime()) {
    const { people, last } = await pace.asking(() => everybodyAfter(env.DB, site, place));
    if (last === null) return decide(env, { site, now }, draft);
    const due = await pace.asking(() => samples.due(people, now));
    const buyers = people.flatMap(({ n, snapshot }) => {
      const buyer = buyerOf(snapshot);
      return buyer ? [{ n, ...buyer }] : [];
    });
    const outcomes = people.flatMap(({ n, snapshot }) => {
      const at = due.get(n);
      return at === undefined ? [] : [{ n, ordered: orderedWithin(snapshot, { from: at, to: at + horizonMs }) }];
    });
    const taken = comparedIn(draft, people, now).filter(({ n }) => isSampled(n, total));
    place = last;
    const also = samples.writes({ outcomes, taken, now });
    await pace.asking(() => scorings.collect(site, { buyers, draft, after: place, also }));
    await pace.rest();
  }
  return null;
}

async function decide(env: Env, { site, now }: ScoredSite, draft: PotentialDraft): Promise<ScoreScale | null> {
  const scorings = new Scorings(env.DB);
  const { totals, quantiles } = await scorings.totals(site);
  const thresholds = rfmThresholds(totals, quantiles);
  const scale = thresholds && { thresholds, potential: decidePotential(draft) };
  if (scale) await scorings.decide(site, scale, now);
  else await scorings.finish(site, Date.now());
  await new PotentialSamples(env.DB, site).forgetOld(now);
  return scale;
}

/** Adds those who are active to the draft, and answers what they are like. */
function comparedIn(draft: PotentialDraft, people: readonly ReadPerson[], now: number) {
  return people
    .filter(({ snapshot }) => isActive(snapshot, now))
    .map(({ n, snapshot }) => {
      const features = featuresOf(snapshot, now);
      compare(draft, { features, orderedLately: orderedWithin(snapshot, { from: now - horizonMs, to: now }) });
      return { n, features };
    });
}

/** Was here lately enough to be compared with the others? */
export function isActive({ lastSeenAt }: Snapshot, now: number): boolean {
  return lastSeenAt >= now - activeDays * dayMs;
}

/** Undefined for a profile without an order that counts. */
export function buyerOf(snapshot: Snapshot): Buyer | undefined {
  const { order_count, order_total, last_order } = orderFacts(Object.values(snapshot.orders));
  if (order_count === 0 || last_order === undefined) return undefined;
  return { orders: order_count, amountMinor: order_total, lastOrderAt: last_order };
}

/** The next page of a site's profiles, without those that cannot be read; `last` is null when there is nobody after `after`. */
export async function everybodyAfter(
  db: D1Database,
  site: SiteId,
  after: number,
): Promise<{ people: ReadPerson[]; last: number | null }> {
  // Every profile is read, whatever it was last evaluated with.
  const { stale, last } = await walkPage(db, { site, version: Number.MAX_SAFE_INTEGER, after });
  const people = stale.flatMap(({ n, snapshot: text }) => {
    try {
      return [{ n, snapshot: parseSnapshot(text) }];
    } catch (error) {
      console.error('profile', n, 'is not scored', error);
      return [];
    }
  });
  return { people, last };
}
