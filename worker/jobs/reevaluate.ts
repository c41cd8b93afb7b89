import { factRow } from '../../shared/profile/fact-row.ts';
import { factsOf } from '../../shared/profile/facts-of.ts';
import { compareMemberships, evaluateSegments } from '../../shared/profile/memberships.ts';
import { effectiveConsent } from '../../shared/profile/step.ts';
import type { LinkedBundle } from '../../shared/rules/link.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import type { Env } from '../config.ts';
import { Bundles } from '../stores/bundles.ts';
import { warmFromHistory } from '../stores/d1-profile-store.ts';
import { type ProfileRow, Profiles } from '../stores/profiles.ts';
import { reevaluationStatements } from '../stores/reevaluation.ts';
import { readSite } from '../stores/sites.ts';

/** A profile that cannot be evaluated is left alone for this long, so that it does not hold up the others. */
const setAsideMs = 3_600_000;

/**
 * Evaluates the stored segments of some profiles of one site that are stale or due, and moves memberships and sizes. A
 * profile that a visit writes meanwhile is left to that visit; one that fails is set aside for an hour and logged.
 */
export async function reevaluate(
  env: Env,
  site: SiteId,
  { rows, now }: { rows: readonly ProfileRow[]; now: number },
): Promise<void> {
  const found = await readSite(env.DB, site);
  if (!found || found.bundleVersion === 0) return;
  const linked = await new Bundles({ db: env.DB, bundles: env.BUNDLES }).read(site, found.bundleVersion);
  const written: { row: ProfileRow; statements: D1PreparedStatement[] }[] = [];
  for (const row of rows) {
    const isDue = row.recheckAt !== null && row.recheckAt <= now;
    if (row.evaluated >= found.bundleVersion && !isDue) continue;
    try {
      written.push({ row, statements: await evaluated(env, { row, linked, now }) });
    } catch (error) {
      await setAside(env, row, { now, error });
    }
  }
  if (written.length === 0) return;
  // One transaction for all; when a visitor wrote meanwhile it rolls back, and each is tried by itself.
  if (
    await runs(
      env.DB,
      written.flatMap(({ statements }) => statements),
    ).catch(() => false)
  )
    return;
  for (const { row, statements } of written) {
    await runs(env.DB, statements).catch((error) => setAside(env, row, { now, error }));
  }
}

async function setAside(env: Env, row: ProfileRow, { now, error }: { now: number; error: unknown }): Promise<void> {
  console.error('profile', row.n, 'is not evaluated', error);
  await new Profiles(env.DB).setAside(row.n, now + setAsideMs);
}

/** False when the profile lost its race against a visit, which evaluated it. */
async function runs(db: D1Database, statements: D1PreparedStatement[]): Promise<boolean> {
  try {
    await db.batch(statements);
    return true;
  } catch (error) {
    if (/NOT NULL constraint failed: profiles\.version/.test(String(error))) return false;
    throw error;
  }
}

async function evaluated(
  env: Env,
  { row, linked, now }: { row: ProfileRow; linked: LinkedBundle; now: number },
): Promise<D1PreparedStatement[]> {
  const { snapshot, evaluated, members, identified } = row;
  await warmFromHistory(env.DB, [row], linked);
  const facts = factsOf(snapshot, effectiveConsent(snapshot, linked));
  const { members: membersNow, until } = evaluateSegments(linked, { facts, now });
  const after = { members: membersNow, evaluated: linked.bundle.version, identified };
  const { deltas, moves } = compareMemberships(linked, { members, evaluated, identified }, after);
  const recheckAt = Number.isFinite(until) ? until : null;
  const { facts: layout, purposes } = linked.bundle;
  return reevaluationStatements(env.DB, {
    row,
    membership: after,
    recheckAt,
    deltas,
    moves: { at: now, cause: 'time', moves },
    factRow: factRow(facts, { layout, purposes }),
  });
}
