import type { Env } from '../config.ts';
import { Warmings } from '../stores/warmings.ts';
import { Pace } from './pace.ts';
import { recheckDue } from './recheck.ts';
import { recordDays } from './record-days.ts';
import { rescan } from './rescan.ts';
import { keepRetention } from './retention.ts';
import { scorePeople } from './score-people.ts';
import { warmHistories } from './warm-histories.ts';

/** A minute has two looks, so that nobody who is due waits for a whole one. */
const lookMs = 30_000;
const looks = 2;

/** Of a look: a backlog of profiles that are due leaves time to the others, and all end before the next look. */
const recheckShare = 0.6;
const allShare = 0.9;

/**
 * Profiles that time alone may have moved, then walks over those of sites that published, then long histories, then who is to be
 * forgotten, then the scores of the day and what segments are on it. `each` is how long one look takes, in ms.
 */
export async function everyMinute(env: Env, each = lookMs): Promise<void> {
  const startedAt = Date.now();
  for (let index = 0; index < looks; index += 1) {
    const beginsAt = startedAt + index * each;
    await scheduler.wait(Math.max(0, beginsAt - Date.now()));
    await recheckDue(env, new Pace(beginsAt + each * recheckShare));
    const pace = new Pace(beginsAt + each * allShare);
    await rescan(env, pace);
    for (const site of await new Warmings(env.DB).sites()) await warmHistories(env, pace, site);
    await keepRetention(env, pace);
    await scorePeople(env, pace);
    await recordDays(env, pace);
  }
}
