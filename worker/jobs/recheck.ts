import type { Env } from '../config.ts';
import { duePage, type UnreadProfile } from '../stores/job-pages.ts';
import type { Pace } from './pace.ts';
import { reevaluate } from './reevaluate.ts';

/**
 * Evaluates the profiles that time alone may have moved by now, over all sites, longest due first, as far as the time goes.
 * Answers how many it looked at.
 */
export async function recheckDue(env: Env, pace: Pace, clock = Date.now): Promise<number> {
  let count = 0;
  while (pace.hasTime()) {
    const now = clock();
    const due: UnreadProfile[] = await pace.asking(() => duePage(env.DB, now));
    if (due.length === 0) break;
    for (const [site, rows] of Map.groupBy(due, (row) => row.site)) await reevaluate(env, site, { rows, now, pace });
    count += due.length;
    await pace.rest();
  }
  return count;
}
