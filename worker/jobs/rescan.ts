import { factsOf } from '../../shared/profile/facts-of.ts';
import { compareMemberships, evaluateSegments, type SizeDelta } from '../../shared/profile/memberships.ts';
import { effectiveConsent } from '../../shared/profile/step.ts';
import type { LinkedBundle } from '../../shared/rules/link.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import type { Env } from '../config.ts';
import { Bundles } from '../stores/bundles.ts';
import { warmFromHistory } from '../stores/d1-profile-store.ts';
import { type ProfileRow, Profiles } from '../stores/profiles.ts';
import { reevaluationStatements } from '../stores/reevaluation.ts';
import { readSite } from '../stores/sites.ts';

/** Profiles of one read; a full snapshot is under 64 KB, most are far smaller. */
const pageSize = 100;

/**
 * Evaluates every profile that has not been since the site last published, so that sizes are right without a visit. May be
 * interrupted at any point and run again: a profile is counted once per meaning of a segment.
 */
export async function rescan(env: Env, site: SiteId, now: number): Promise<number> {
  const profiles = new Profiles(env.DB);
  let changed = 0;
  let after = 0;
  for (;;) {
    const found = await readSite(env.DB, site);
    if (!found || found.bundleVersion === 0) return changed;
    const linked = await bundlesOf(env).read(site, found.bundleVersion);
    const page = await profiles.after({ site, after, limit: pageSize });
    const stale = page.filter(({ evaluated }) => evaluated < found.bundleVersion);
    changed += await reevaluate(env, { rows: stale, linked, now });
    const last = page.at(-1);
    if (!last || page.length < pageSize) return changed;
    after = last.n;
  }
}

/** Evaluates the profiles that time alone may have moved, over all sites. Answers how many it looked at. */
export async function recheckDue(env: Env, now: number): Promise<number> {
  const rows = await new Profiles(env.DB).due({ now, limit: pageSize });
  for (const [site, ofSite] of Map.groupBy(rows, (row) => row.site as SiteId)) {
    const found = await readSite(env.DB, site);
    if (!found) continue;
    const linked = await bundlesOf(env).read(site, found.bundleVersion);
    await reevaluate(env, { rows: ofSite, linked, now });
  }
  return rows.length;
}

async function reevaluate(
  env: Env,
  { rows, linked, now }: { rows: ProfileRow[]; linked: LinkedBundle; now: number },
): Promise<number> {
  const written: D1PreparedStatement[][] = [];
  for (const row of rows) written.push(await evaluated(env, { row, linked, now }));
  // One transaction for the page; when a visitor wrote meanwhile it rolls back, and each is tried by itself.
  if (await runs(env.DB, written.flat())) return written.length;
  let count = 0;
  for (const statements of written) if (await runs(env.DB, statements)) count += 1;
  return count;
}

/** A profile that lost its race was written by a visit, which evaluated it. */
async function runs(db: D1Database, statements: D1PreparedStatement[]): Promise<boolean> {
  if (statements.length === 0) return true;
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
  const { n, snapshot, evaluated, members, identified } = row;
  await warmFromHistory(env.DB, { n, snapshot, evaluated, linked });
  const facts = factsOf(snapshot, effectiveConsent(snapshot, linked));
  const { members: membersNow, until } = evaluateSegments(linked, { facts, now });
  const after = { members: membersNow, evaluated: linked.bundle.version, identified };
  const deltas: SizeDelta[] = compareMemberships(linked, { members, evaluated, identified }, after).deltas;
  const recheckAt = Number.isFinite(until) ? until : null;
  return reevaluationStatements(env.DB, { row, membership: after, recheckAt, deltas });
}

function bundlesOf(env: Env): Bundles {
  return new Bundles({ db: env.DB, bundles: env.BUNDLES });
}
