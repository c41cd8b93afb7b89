import type { Snapshot } from '../../shared/profile/snapshot.ts';
import { featuresOf } from '../../shared/scoring/conversion-features.ts';
import { potentialOf } from '../../shared/scoring/potential.ts';
import { rfmScore } from '../../shared/scoring/rfm.ts';
import { potentialAnew, scoredAnew, scoredBefore } from '../../shared/scoring/scored.ts';
import type { Env } from '../config.ts';
import type { PersonWrite } from '../services/people/gather.ts';
import { writePeople } from '../services/people/write-people.ts';
import { type ScoreScale, Scorings } from '../stores/scorings.ts';
import { buyerOf, comparePeople, everybodyAfter, isActive, type ScoredSite } from './compare-people.ts';
import type { Pace } from './pace.ts';

/**
 * Scores the people of every site once a day, if anybody bought: a first walk compares them with each other, a second one writes what
 * is new of each as an event `scored` of this Worker's own. Keeps its place: what is cut short is taken up by the next run.
 */
export async function scorePeople(env: Env, pace: Pace, clock = Date.now): Promise<void> {
  const scorings = new Scorings(env.DB);
  await pace.asking(() => scorings.beginDue(clock()));
  for (const { site, scale, draft, after } of await scorings.open()) {
    const moment = { site, now: clock() };
    if (scale) await writeScores(env, pace, moment, { scale, after });
    else {
      const found = await comparePeople(env, pace, moment, { draft, after });
      if (found) await writeScores(env, pace, moment, { scale: found, after: 0 });
    }
  }
}

async function writeScores(
  env: Env,
  pace: Pace,
  { site, now }: ScoredSite,
  { scale, after }: { scale: ScoreScale; after: number },
): Promise<void> {
  const scorings = new Scorings(env.DB);
  let place = after;
  while (pace.hasTime()) {
    const page = await pace.asking(() => everybodyAfter(env.DB, site, place));
    if (page.last === null) return scorings.finish(site, Date.now());
    const writes = page.people.flatMap(({ n, snapshot }): PersonWrite[] => {
      const properties = newScores(snapshot, scale, now);
      if (Object.keys(properties).length === 0) return [];
      const event = { name: 'scored', time: now, session: '', properties };
      const statement = { events: [event], proven: [], consent: {}, source: 'system', tier: 'system' as const };
      return [{ who: { n, identities: [] }, statement }];
    });
    await pace.asking(() => writePeople(env, site, writes, { unknown: 'skip', acceptClaimed: false, now }));
    place = page.last;
    await scorings.keepPlace(site, place);
    await pace.rest();
  }
}

function newScores(snapshot: Snapshot, { thresholds, potential }: ScoreScale, now: number) {
  const before = scoredBefore(snapshot.attributes);
  const buyer = buyerOf(snapshot);
  // Who stays away for long is told to have become unlikely, and is not told of for the first time.
  const isTold = isActive(snapshot, now) || before.conversion_percentile !== undefined;
  return {
    ...(buyer && scoredAnew(before, rfmScore(buyer, thresholds, now), now)),
    ...(potential && isTold && potentialAnew(before, potentialOf(featuresOf(snapshot, now), potential))),
  };
}
