import { dayMs } from '../../shared/rules/day.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import type { Site } from '../../shared/schema/site.ts';
import type { Env } from '../config.ts';
import { erasePerson } from '../services/people/erase-person.ts';
import {
  deleteHistory,
  forgottenPage,
  openWalks,
  sitesWithRetention,
  type Walk,
  writeWalk,
} from '../stores/retention.ts';
import type { Pace } from './pace.ts';

/**
 * Once a day and site: erases whoever was not heard of for as long as the site says, and lets history that is older than it says go. Keeps
 * its place when it is cut short. `clock`: epoch ms.
 */
export async function keepRetention(env: Env, pace: Pace, clock = Date.now): Promise<void> {
  const now = clock();
  const day = Math.floor(now / dayMs);
  const walks = new Map((await openWalks(env.DB, day)).map((walk) => [walk.site, walk]));
  for (const site of await pace.asking(() => sitesWithRetention(env.DB))) {
    const id = site.id as SiteId;
    await walkSite(env, pace, { site, now, walk: walks.get(id) ?? { site: id, day, after: 0 } });
    if (!pace.hasTime()) return;
  }
}

async function walkSite(
  env: Env,
  pace: Pace,
  { site, now, walk }: { site: Site; now: number; walk: Walk },
): Promise<void> {
  const { profileDays, historyDays } = site.retention ?? {};
  let { after } = walk;
  while (after >= 0 && pace.hasTime()) {
    const page = await pace.asking(() => forgottenPage(env.DB, { site: walk.site, after }));
    for (const { n, lastHeardAt } of page.profiles) {
      const silentDays = (now - lastHeardAt) / dayMs;
      if (profileDays === undefined || silentDays <= profileDays) continue;
      await pace.asking(() => erasePerson(env, walk.site, { n, askedBy: 'retention', now }));
    }
    if (historyDays !== undefined) {
      const numbers = page.profiles.map(({ n }) => n);
      await pace.asking(() => deleteHistory(env.DB, { numbers, before: now - historyDays * dayMs }));
    }
    after = page.next ?? -1;
    await pace.asking(() => writeWalk(env.DB, { ...walk, after }));
    await pace.rest();
  }
}
