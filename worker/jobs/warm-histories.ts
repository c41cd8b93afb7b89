import { parseSnapshot } from '../../shared/profile/snapshot.ts';
import { coldMeasures, newWarming, type Warming } from '../../shared/profile/warming.ts';
import type { LinkedBundle } from '../../shared/rules/link.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import type { Env } from '../config.ts';
import { Bundles } from '../stores/bundles.ts';
import { unreadProfile } from '../stores/job-pages.ts';
import { warmOn } from '../stores/long-histories.ts';
import { writeEvaluations } from '../stores/reevaluation.ts';
import { bundleVersion } from '../stores/sites.ts';
import { Warmings } from '../stores/warmings.ts';
import type { Pace } from './pace.ts';
import { evaluate, orSetAside } from './reevaluate.ts';

/**
 * Counts the long histories of a site's profiles for the measures they do not have yet, one after the other, a page at a time. The place
 * is kept after each page; batches that visits add meanwhile are pages more. One that cannot be read is set aside.
 */
export async function warmHistories(env: Env, pace: Pace, site: SiteId): Promise<void> {
  const warmings = new Warmings(env.DB);
  while (pace.hasTime()) {
    const next = await pace.asking(() => warmings.first(site));
    if (!next) return;
    const { n } = next;
    const completeTo = await orSetAside(env, n, Date.now(), () =>
      pace.asking(() => goOn(env, site, { ...next, warmings })),
    );
    if (completeTo !== unfinished) await warmings.end(n, completeTo ?? 0);
    await pace.rest();
  }
}

/** There is more to count. */
const unfinished = -1;

/** One page of one history. Answers the bundle version up to which its series are complete, or `unfinished`. */
async function goOn(
  env: Env,
  site: SiteId,
  { n, warming: kept, warmings }: { n: number; warming: Warming | null; warmings: Warmings },
): Promise<number> {
  const row = await unreadProfile(env.DB, n);
  const version = await bundleVersion(env.DB, site);
  if (!row || version === 0) return 0;
  const linked: LinkedBundle = await new Bundles({ db: env.DB, bundles: env.BUNDLES }).read(site, version);
  const cold = coldMeasures(linked.bundle.measures, row.warm);
  if (cold.length === 0) return row.warm;
  // A measure that came after it began, or that a merge made cold again, was not counted from the beginning.
  const isCounted = kept && kept.warm <= row.warm && cold.every(({ since }) => since <= kept.version);
  const warming = isCounted ? kept : newWarming({ version, warm: row.warm });
  const profile = { n, snapshot: parseSnapshot(row.snapshot), warm: row.warm, row };
  if (await warmOn(env.DB, profile, { warming, bundle: linked.bundle })) {
    await warmings.keep(n, warming);
    return unfinished;
  }
  const now = Date.now();
  // When a visit was faster its batch is missing now, and the next page has it.
  const written = await writeEvaluations(env.DB, { site, evaluated: version, at: now }, [
    evaluate(profile, { linked, now }),
  ]);
  return written === 1 ? version : unfinished;
}
