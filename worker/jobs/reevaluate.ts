import { factRow } from '../../shared/profile/fact-row.ts';
import { factsOf } from '../../shared/profile/facts-of.ts';
import { compareMemberships, evaluateSegments } from '../../shared/profile/memberships.ts';
import type { Snapshot } from '../../shared/profile/snapshot.ts';
import { effectiveConsent } from '../../shared/profile/step.ts';
import type { LinkedBundle } from '../../shared/rules/link.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import type { Env } from '../config.ts';
import { Bundles } from '../stores/bundles.ts';
import { warmFromHistory } from '../stores/d1-profile-store.ts';
import { isTransient } from '../stores/is-transient.ts';
import type { UnreadProfile } from '../stores/job-pages.ts';
import { Profiles } from '../stores/profiles.ts';
import { type Reevaluated, writeEvaluations } from '../stores/reevaluation.ts';
import { bundleVersion } from '../stores/sites.ts';
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
  const evaluated: Reevaluated[] = [];
  for (const row of rows) {
    await orSetAside(env, row.n, now, async () => {
      evaluated.push(await evaluate(env, row, { linked, now }));
    });
  }
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

async function orSetAside(env: Env, n: number, now: number, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (isTransient(error)) throw error;
    console.error('profile', n, 'is not evaluated', error);
    await new Profiles(env.DB).setAside(n, now + setAsideMs);
  }
}

async function evaluate(
  env: Env,
  row: UnreadProfile,
  { linked, now }: { linked: LinkedBundle; now: number },
): Promise<Reevaluated> {
  const { bundle } = linked;
  const { n, version, evaluated } = row;
  const snapshot = JSON.parse(row.snapshot) as Snapshot;
  const isCold = bundle.measures.some(({ since }) => since > evaluated);
  if (isCold) await warmFromHistory(env.DB, [{ n, snapshot, evaluated }], linked);
  const lists = JSON.parse(row.lists) as number[];
  const facts = factsOf(snapshot, effectiveConsent(snapshot, linked), lists);
  const { members, until } = evaluateSegments(linked, { facts, now });
  const identified = row.identified === 1;
  const before = { members: JSON.parse(row.members) as number[], evaluated, identified };
  const after = { members, evaluated: bundle.version, identified };
  return {
    n,
    version,
    identified,
    members,
    recheckAt: Number.isFinite(until) ? until : null,
    ...compareMemberships(linked, before, after),
    ...(isCold && { snapshot: JSON.stringify(snapshot) }),
    // Columns change with what is published, not with time.
    ...(evaluated < bundle.version && {
      facts: factRow(facts, { layout: bundle.facts, purposes: bundle.purposes }),
    }),
  };
}
