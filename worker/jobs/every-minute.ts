import type { Env } from '../config.ts';
import { Warmings } from '../stores/warmings.ts';
import { Pace } from './pace.ts';
import { recheckDue } from './recheck.ts';
import { rescan } from './rescan.ts';
import { keepRetention } from './retention.ts';
import { scoreBuyers } from './score-buyers.ts';
import { warmHistories } from './warm-histories.ts';

/** Together they end before the next minute's begin; a backlog of the one leaves time to the other. */
const recheckMs = 30_000;
const allMs = 50_000;

/**
 * Profiles that time alone may have moved, then walks over those of sites that published, then long histories, then who is to be
 * forgotten, then the scores of the day.
 */
export async function everyMinute(env: Env): Promise<void> {
  const startedAt = Date.now();
  await recheckDue(env, new Pace(startedAt + recheckMs));
  const pace = new Pace(startedAt + allMs);
  await rescan(env, pace);
  for (const site of await new Warmings(env.DB).sites()) await warmHistories(env, pace, site);
  await keepRetention(env, pace);
  await scoreBuyers(env, pace);
}
