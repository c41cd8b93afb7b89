import type { SiteId } from '../../shared/schema/names.ts';
import type { Env } from '../config.ts';
import { walkPage } from '../stores/job-pages.ts';
import { Rescans, type Walk } from '../stores/rescans.ts';
import type { Pace } from './pace.ts';
import { reevaluate } from './reevaluate.ts';
import { warmHistories } from './warm-histories.ts';

/**
 * Evaluates the profiles that have not been since their site last published, so that sizes are right without a visit. Keeps
 * its place: what is cut short is taken up by the next run, and a profile is counted once per meaning of a segment. Histories too
 * long to be counted on the way follow at the end. `site` limits it to one.
 */
export async function rescan(env: Env, pace: Pace, site?: SiteId): Promise<void> {
  const rescans = new Rescans(env.DB);
  for (const walk of await rescans.open(site)) await goOn(env, rescans, { walk, pace });
}

async function goOn(env: Env, rescans: Rescans, { walk, pace }: { walk: Walk; pace: Pace }): Promise<void> {
  let { after } = walk;
  await pace.asking(() => rescans.measure(walk));
  while (pace.hasTime()) {
    const page = await pace.asking(() => walkPage(env.DB, { ...walk, after }));
    if (page.last === null) {
      await warmHistories(env, pace, walk.site);
      await rescans.close(walk);
      return;
    }
    await reevaluate(env, walk.site, { rows: page.stale, now: Date.now(), pace });
    after = page.last;
    await rescans.advance(walk, { to: after, passed: page.passed });
    await pace.rest();
  }
}
