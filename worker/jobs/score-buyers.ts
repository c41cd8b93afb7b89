import { orderFacts } from '../../shared/profile/order-facts.ts';
import { parseSnapshot } from '../../shared/profile/snapshot.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import { rfmScore, rfmThresholds } from '../../shared/scoring/rfm.ts';
import { scoredAnew, scoredBefore } from '../../shared/scoring/scored.ts';
import type { Env } from '../config.ts';
import type { PersonWrite } from '../services/people/gather.ts';
import { writePeople } from '../services/people/write-people.ts';
import { type UnreadProfile, walkPage } from '../stores/job-pages.ts';
import { type CollectedBuyer, type Scoring, Scorings } from '../stores/scorings.ts';
import type { Pace } from './pace.ts';

/** Buyers that are scored and, where something is new, written at once. */
const pageSize = 100;

/**
 * Scores the buyers of every site once a day: collects them, finds the thresholds over all of them, and writes what is new of each as
 * an event `scored` of this Worker's own. Keeps its place: what is cut short is taken up by the next run.
 */
export async function scoreBuyers(env: Env, pace: Pace, clock = Date.now): Promise<void> {
  const scorings = new Scorings(env.DB);
  await pace.asking(() => scorings.beginDue(clock()));
  for (const scoring of await scorings.open()) {
    if (!scoring.thresholds && !(await collect(env, pace, { ...scoring, now: clock() }))) continue;
    await score(env, pace, { site: scoring.site, now: clock() });
  }
}

/** False when the time was up. */
async function collect(env: Env, pace: Pace, { site, after, now }: Scoring & { now: number }): Promise<boolean> {
  const scorings = new Scorings(env.DB);
  let place = after;
  while (pace.hasTime()) {
    // Every profile is read, whatever it was last evaluated with.
    const page = await pace.asking(() => walkPage(env.DB, { site, version: Number.MAX_SAFE_INTEGER, after: place }));
    if (page.last === null) {
      const { totals, quantiles } = await pace.asking(() => scorings.totals(site));
      const thresholds = rfmThresholds(totals, quantiles);
      if (thresholds) await scorings.decide(site, thresholds, now);
      else await scorings.finish(site, Date.now());
      return thresholds !== null;
    }
    place = page.last;
    const buyers = page.stale.flatMap((row) => buyerOf(row) ?? []);
    await pace.asking(() => scorings.collect(site, buyers, place));
    await pace.rest();
  }
  return false;
}

/** Null for a profile without an order that counts, and for one that cannot be read. */
function buyerOf({ n, snapshot: text }: UnreadProfile): CollectedBuyer | null {
  try {
    const snapshot = parseSnapshot(text);
    const { order_count, order_total, last_order } = orderFacts(Object.values(snapshot.orders));
    if (order_count === 0 || last_order === undefined) return null;
    const scored = scoredBefore(snapshot.attributes);
    return { n, orders: order_count, amountMinor: order_total, lastOrderAt: last_order, scored };
  } catch (error) {
    console.error('profile', n, 'is not scored', error);
    return null;
  }
}

async function score(env: Env, pace: Pace, { site, now }: { site: SiteId; now: number }): Promise<void> {
  const scorings = new Scorings(env.DB);
  const scoring = (await scorings.open()).find((one) => one.site === site);
  if (!scoring?.thresholds) return;
  const { thresholds } = scoring;
  let { after } = scoring;
  while (pace.hasTime()) {
    const buyers = await pace.asking(() => scorings.buyersAfter(site, after, pageSize));
    const last = buyers.at(-1);
    if (!last) {
      await scorings.finish(site, Date.now());
      return;
    }
    const writes = buyers.flatMap((buyer): PersonWrite[] => {
      const scored = scoredAnew(buyer.scored, rfmScore(buyer, thresholds, now), now);
      if (!scored) return [];
      const event = { name: 'scored', time: now, session: '', properties: scored };
      const statement = { events: [event], proven: [], consent: {}, source: 'system', tier: 'system' as const };
      return [{ who: { n: buyer.n, identities: [] }, statement }];
    });
    await pace.asking(() => writePeople(env, site, writes, { unknown: 'skip', acceptClaimed: false, now }));
    after = last.n;
    await scorings.keepPlace(site, after);
    await pace.rest();
  }
}
