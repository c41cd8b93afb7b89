import type { SiteId } from '../../shared/schema/names.ts';
import type { Env } from '../config.ts';
import { type ProfileRow, Profiles } from '../stores/profiles.ts';
import { Rescans } from '../stores/rescans.ts';
import { reevaluate } from './reevaluate.ts';

/** Profiles of one read. */
const pageSize = 50;

/** How long one run may take; the next one goes on. Cloudflare ends what a response left behind after 30 s. */
const budgetMs = 20_000;

/**
 * Evaluates the profiles that have not been since their site last published, so that sizes are right without a visit. Keeps
 * its place: what is cut short is taken up by the next run, and a profile is counted once per meaning of a segment. `site`
 * limits it to one.
 */
export async function rescan(env: Env, startedAt: number, site?: SiteId): Promise<void> {
  const rescans = new Rescans(env.DB);
  const profiles = new Profiles(env.DB);
  for (const walk of await rescans.open(site)) {
    let place = walk.after;
    while (hasTime(startedAt)) {
      const page = await profiles.after({ site: walk.site, after: place, limit: pageSize });
      await reevaluate(env, walk.site, { rows: page, now: Date.now() });
      const last = page.at(-1);
      if (!last || page.length < pageSize) {
        await rescans.close(walk);
        break;
      }
      await rescans.advance(walk, last.n);
      place = last.n;
    }
  }
}

/** Evaluates the profiles that time alone may have moved by now, over all sites, as far as the time goes. Answers how many. */
export async function recheckDue(env: Env, startedAt: number, clock = Date.now): Promise<number> {
  const profiles = new Profiles(env.DB);
  let count = 0;
  while (hasTime(startedAt)) {
    const now = clock();
    const due = await profiles.due({ now, limit: pageSize });
    for (const [site, rows] of groupBySite(due)) await reevaluate(env, site, { rows, now });
    count += due.length;
    if (due.length < pageSize) break;
  }
  return count;
}

function groupBySite(rows: readonly ProfileRow[]): Map<SiteId, ProfileRow[]> {
  return Map.groupBy(rows, (row) => row.site as SiteId);
}

function hasTime(startedAt: number): boolean {
  return Date.now() - startedAt < budgetMs;
}
