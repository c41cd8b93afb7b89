import { settleWithoutFacts } from '../../shared/profile/settle.ts';
import { parseSnapshot, type Snapshot } from '../../shared/profile/snapshot.ts';
import { coldMeasures } from '../../shared/profile/warming.ts';
import type { LinkedBundle } from '../../shared/rules/link.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import type { Env } from '../config.ts';
import { Bundles } from '../stores/bundles.ts';
import { warmAtOnce } from '../stores/histories.ts';
import { isTransient } from '../stores/is-transient.ts';
import type { UnreadProfile } from '../stores/job-pages.ts';
import { Profiles } from '../stores/profiles.ts';
import { type Reevaluated, writeEvaluations } from '../stores/reevaluation.ts';
import { bundleVersion } from '../stores/sites.ts';
import { Warmings } from '../stores/warmings.ts';
import type { Pace } from './pace.ts';

/** A profile that cannot be evaluated is left alone for this long, so that it does not hold up the others. */
const setAsideMs = 3_600_000;

/**
 * Evaluates the stored segments of some profiles of one site, and moves memberships and sizes. A profile that a visit writes
 * meanwhile is left to that visit; one that fails is set aside for an hour and logged. A fault of the database that passes by itself
 * is thrown: nothing is set aside for it.
 */
export async function reevaluate(
  env: Env,
  site: SiteId,
  { rows, now, pace }: { rows: readonly UnreadProfile[]; now: number; pace: Pace },
): Promise<void> {
  const version = await pace.asking(() => bundleVersion(env.DB, site));
  if (version === 0 || rows.length === 0) return;
  const linked = await new Bundles({ db: env.DB, bundles: env.BUNDLES }).read(site, version);
  const read: ReadProfile[] = [];
  for (const row of rows) {
    await orSetAside(env, row.n, now, async () => {
      read.push({ n: row.n, snapshot: parseSnapshot(row.snapshot), warm: row.warm, row });
    });
  }
  await pace.asking(() => warmAtOnce(env.DB, read, linked.bundle));
  const evaluated: Reevaluated[] = [];
  for (const profile of read) {
    await orSetAside(env, profile.n, now, async () => {
      evaluated.push(evaluate(profile, { linked, now }));
    });
  }
  const long = read.filter((profile) => isCold(profile, linked)).map(({ n }) => n);
  if (long.length > 0) await pace.asking(() => new Warmings(env.DB).begin(site, long));
  const write = (profiles: readonly Reevaluated[]) =>
    pace.asking(() => writeEvaluations(env.DB, { site, evaluated: version, at: now }, profiles));
  try {
    if (evaluated.length > 0) await write(evaluated);
  } catch (error) {
    if (isTransient(error)) throw error;
    // One of them cannot be written: each by itself.
    for (const one of evaluated) await orSetAside(env, one.n, now, () => write([one]));
  }
}

/** Does something with one profile; when that cannot be done the profile is left alone for an hour, and the answer is null. */
export async function orSetAside<Answer>(
  env: Env,
  n: number,
  now: number,
  work: () => Promise<Answer>,
): Promise<Answer | null> {
  try {
    return await work();
  } catch (error) {
    if (isTransient(error)) throw error;
    console.error('profile', n, 'is not evaluated', error);
    await new Profiles(env.DB).setAside(n, now + setAsideMs);
    return null;
  }
}

/** A row as it is read, its series completed where its history is short. */
type ReadProfile = { n: number; snapshot: Snapshot; warm: number; row: UnreadProfile };

/** What is to be written of a profile, evaluated as far as its series go. */
export function evaluate(
  { n, snapshot, warm, row }: ReadProfile,
  { linked, now }: { linked: LinkedBundle; now: number },
): Reevaluated {
  const before = {
    members: JSON.parse(row.members) as number[],
    evaluated: row.evaluated,
    warm: row.warm,
    identified: row.identified === 1,
  };
  const lists = JSON.parse(row.lists) as number[];
  const settled = settleWithoutFacts({ snapshot, before, lists, warm }, { linked, now });
  const { membership, recheckAt, deltas, moves } = settled;
  return {
    n,
    version: row.version,
    identified: membership.identified,
    members: membership.members,
    warm: membership.warm,
    recheckAt,
    deltas,
    moves,
    ...(warm > row.warm && isCold(row, linked) && { snapshot: JSON.stringify(snapshot) }),
    // Columns change with what is published, and when the series are complete: not with time.
    ...((row.evaluated < linked.bundle.version || warm > row.warm) && { facts: settled.factRow() }),
  };
}

function isCold({ warm }: { warm: number }, { bundle }: LinkedBundle): boolean {
  return coldMeasures(bundle.measures, warm).length > 0;
}
