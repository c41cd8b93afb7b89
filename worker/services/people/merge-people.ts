import { compareMemberships } from '../../../shared/profile/memberships.ts';
import { mergeSnapshots } from '../../../shared/profile/merge.ts';
import { settle } from '../../../shared/profile/settle.ts';
import { warmPart } from '../../../shared/profile/warm-part.ts';
import type { SiteId } from '../../../shared/schema/names.ts';
import type { Env } from '../../config.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { warmAtOnce } from '../../stores/histories.ts';
import { commitMerge } from '../../stores/merge-profiles.ts';
import { Profiles } from '../../stores/profiles.ts';
import { bundleInForce } from './bundle-in-force.ts';

const maxTries = 12;

/**
 * Makes two profiles of a site one; the older number stays, the other goes on as its alias. Answers the number that stayed. Which of the
 * two is named first makes no difference. Throws `not-found` when either is not a profile of the site.
 */
export async function mergePeople(
  env: Env,
  site: SiteId,
  { one, other, now }: { one: number; other: number; now: number },
): Promise<number> {
  if (one === other) return one;
  for (let attempt = 0; attempt < maxTries; attempt += 1) {
    if (attempt > 0) await scheduler.wait(Math.random() * Math.min(2 ** attempt, 256));
    const { linked, bundleVersion } = await bundleInForce(env, site);
    const rows = (await new Profiles(env.DB).many([one, other])).filter((row) => row.site === site);
    const [keep, absorb] = rows;
    if (!keep || !absorb) throw new ProblemError('not-found', 'both have to be profiles of this site');
    await warmAtOnce(env.DB, rows, linked.bundle);
    const warm = Math.min(keep.warm, absorb.warm);
    const snapshot = mergeSnapshots(keep.snapshot, absorb.snapshot, warmPart(linked, warm).bundle);
    const lists = [...new Set([...keep.lists, ...absorb.lists])];
    const settled = settle({ snapshot, before: keep, lists, warm }, { linked, now });
    const nobody = { members: [], evaluated: bundleVersion, warm: bundleVersion, identified: false };
    const { deltas: absorbed } = compareMemberships(linked, absorb, nobody);
    if (await commitMerge(env.DB, { site, bundleVersion, now, keep, absorb, snapshot, lists, settled, absorbed }))
      return keep.n;
  }
  throw new ProblemError('overloaded', 'other writers won every try');
}
