import type { SizeDelta } from '../../shared/profile/memberships.ts';
import type { Settled } from '../../shared/profile/settle.ts';
import type { Identity, Snapshot } from '../../shared/profile/snapshot.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import { countMembers } from './commit.ts';
import { followMerge } from './follow-lists.ts';
import { peopleDelta } from './people-count.ts';
import { writeFacts } from './profile-facts.ts';
import { recordMoves } from './segment-moves.ts';

/** Two rows that were read, and the one profile they become. */
export interface Merge {
  site: SiteId;
  bundleVersion: number;
  /** Epoch ms. */
  now: number;
  keep: { n: number; version: number; identified: boolean };
  absorb: { n: number; version: number; identified: boolean };
  snapshot: Snapshot;
  /** Of both: ordinals of static segments. */
  lists: number[];
  settled: Settled;
  /** What the absorbed profile no longer counts. */
  absorbed: SizeDelta[];
}

/**
 * Makes two profiles one in a transaction: history, devices, ids, orders and moves follow, the absorbed number becomes an alias. False
 * when either was written meanwhile, or the site has published; read both again then.
 */
export async function commitMerge(db: D1Database, merge: Merge): Promise<boolean> {
  try {
    await db.batch(mergeStatements(db, merge));
    return true;
  } catch (error) {
    if (/NOT NULL constraint failed: profiles\.version|UNIQUE constraint failed/.test(String(error))) return false;
    throw error;
  }
}

function mergeStatements(db: D1Database, merge: Merge): D1PreparedStatement[] {
  const { site, keep, absorb, settled, snapshot, now } = merge;
  const { membership, factRow, deltas, moves, recheckAt } = settled;
  const guard = `CASE WHEN version = ?2 AND site = ?3 AND EXISTS (SELECT 1 FROM sites WHERE id = ?3 AND bundle_version = ?4)
    THEN version + 1 END`;
  const follow = (table: string) => db.prepare(`UPDATE ${table} SET n = ?1 WHERE n = ?2`).bind(keep.n, absorb.n);
  return [
    db
      .prepare(
        `UPDATE profiles SET version = ${guard}, snapshot = ?5, members = ?6, evaluated = ?4, identified = ?7, recheck_at = ?8, lists = ?9, warm = ?10
         WHERE n = ?1`,
      )
      .bind(
        keep.n,
        keep.version,
        site,
        merge.bundleVersion,
        JSON.stringify(snapshot),
        JSON.stringify(membership.members),
        Number(membership.identified),
        recheckAt,
        JSON.stringify(merge.lists),
        membership.warm,
      ),
    db
      .prepare(`UPDATE profiles SET version = ${guard}, ${emptyRow} WHERE n = ?1`)
      .bind(absorb.n, absorb.version, site, merge.bundleVersion),
    ...['event_batches', 'visitors', 'orders', 'segment_moves', 'codes', 'redemptions'].map(follow),
    ...followMerge(db, { site, keep: keep.n, absorb: absorb.n, lists: merge.lists }),
    db.prepare('DELETE FROM identities WHERE n IN (?, ?)').bind(keep.n, absorb.n),
    insertIdentities(db, site, keep.n, snapshot.identities),
    db.prepare('DELETE FROM warmings WHERE n IN (?, ?)').bind(keep.n, absorb.n),
    ...(membership.warm < merge.bundleVersion
      ? [db.prepare('INSERT INTO warmings (n, site) VALUES (?, ?)').bind(keep.n, site)]
      : []),
    db.prepare('DELETE FROM profile_facts WHERE n = ?').bind(absorb.n),
    db.prepare('DELETE FROM potential_samples WHERE n = ?').bind(absorb.n),
    writeFacts(db, { site, facts: { ...membership, n: keep.n, row: factRow } }),
    db.prepare('UPDATE profile_aliases SET into_n = ?1 WHERE into_n = ?2').bind(keep.n, absorb.n),
    db.prepare('INSERT INTO profile_aliases (n, into_n) VALUES (?2, ?1)').bind(keep.n, absorb.n),
    ...recordMoves(db, { site, n: keep.n, recorded: { at: now, cause: 'server', moves } }),
    ...countMembers(db, site, [...deltas, ...peopleDelta(keep, membership)]),
    ...countMembers(db, site, [...merge.absorbed, ...peopleDelta(absorb, null)]),
  ];
}

/** What stays of a profile that is no more: its number. */
export const emptyRow =
  "site = '', snapshot = '{}', members = '[]', evaluated = 0, identified = 0, recheck_at = NULL, lists = '[]', warm = 0";

function insertIdentities(
  db: D1Database,
  site: SiteId,
  n: number,
  identities: readonly Identity[],
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO identities (site, kind, value, n, level)
       SELECT ?1, value ->> 0, value ->> 1, ?2, value ->> 2 FROM json_each(?3)`,
    )
    .bind(site, n, JSON.stringify(identities.map(({ kind, value, level }) => [kind, value, level])));
}
