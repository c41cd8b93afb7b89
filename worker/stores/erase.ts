import { compareMemberships } from '../../shared/profile/memberships.ts';
import type { LinkedBundle } from '../../shared/rules/link.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import { countMembers } from './commit.ts';
import { restartRuns } from './exports.ts';
import { leaveLists } from './follow-lists.ts';
import { emptyRow } from './merge-profiles.ts';
import { peopleDelta } from './people-count.ts';
import type { ProfileRow } from './profiles.ts';

/** Who asked for it. */
export type AskedBy = 'visitor' | 'console' | 'api' | 'retention';

/** What was erased, in numbers; it says nothing of the person. */
export interface ErasureReceipt {
  id: string;
  /** Epoch ms. */
  at: number;
  askedBy: AskedBy;
  /** Rows by what they were. */
  counts: Record<(typeof tables)[number], number>;
}

/** Everything that says something of a person, but for the profile's own row. */
const tables = [
  'event_batches',
  'identities',
  'orders',
  'segment_moves',
  'profile_facts',
  'warmings',
  'buyers',
  'potential_samples',
  'visitors',
  'codes',
  'redemptions',
  'outbox',
  'webhook_deliveries',
] as const;

/**
 * Erases a profile in one transaction: history, ids, orders, devices, memberships and sizes. Its browsers are remembered as erased, by
 * ids that mean nothing without them; its number stays, empty. Null when the profile was written meanwhile: read it again.
 */
export async function commitErasure(
  db: D1Database,
  { row, linked, receipt }: { row: ProfileRow; linked: LinkedBundle; receipt: Omit<ErasureReceipt, 'counts'> },
): Promise<ErasureReceipt | null> {
  const { n } = row;
  const site = row.site as SiteId;
  const { version } = linked.bundle;
  const nobody = { members: [], evaluated: version, warm: version, identified: false };
  const { deltas } = compareMemberships(linked, row, nobody);
  const counted = tables.map((table) => `'${table}', (SELECT count(*) FROM ${table} WHERE n = ?5)`);
  const statements = [
    db
      .prepare(
        `UPDATE profiles SET version = CASE WHEN version = ?2 AND site = ?3
           AND EXISTS (SELECT 1 FROM sites WHERE id = ?3 AND bundle_version = ?4) THEN version + 1 END, ${emptyRow} WHERE n = ?1`,
      )
      .bind(n, row.version, site, version),
    db
      .prepare(
        `INSERT INTO erasures (id, site, at, asked_by, counts) SELECT ?1, ?2, ?3, ?4, json_object(${counted.join()}) RETURNING counts`,
      )
      .bind(receipt.id, site, receipt.at, receipt.askedBy, n),
    db
      .prepare(
        'INSERT OR REPLACE INTO tombstones (site, visitor, at) SELECT site, visitor, ?2 FROM visitors WHERE n = ?1',
      )
      .bind(n, receipt.at),
    ...leaveLists(db, { site, n, lists: row.lists }),
    ...countMembers(db, site, [...deltas, ...peopleDelta(row, null)]),
    ...tables.map((table) => db.prepare(`DELETE FROM ${table} WHERE n = ?`).bind(n)),
    ...forgetInFiles(db, row),
  ];
  try {
    const results = await db.batch<{ counts: string }>(statements);
    return { ...receipt, counts: JSON.parse(results[1]?.results[0]?.counts ?? '{}') as ErasureReceipt['counts'] };
  } catch (error) {
    if (/NOT NULL constraint failed: profiles\.version/.test(String(error))) return null;
    throw error;
  }
}

/** Rows of files that could not be taken in and name one of the person's ids, and files that were made. */
function forgetInFiles(db: D1Database, { n, site, snapshot }: ProfileRow): D1PreparedStatement[] {
  const ids = snapshot.identities.map(({ value }) => value);
  return [
    db
      .prepare(
        `DELETE FROM import_failures WHERE import IN (SELECT id FROM imports WHERE site = ?1)
           AND EXISTS (SELECT 1 FROM json_each(?2) v WHERE instr(lower(fields), v.value) > 0)`,
      )
      .bind(site, JSON.stringify(ids)),
    db.prepare('DELETE FROM import_people WHERE n = ?').bind(n),
    // Files that were made may name the person: they can be made again.
    db.prepare('DELETE FROM export_parts WHERE run IN (SELECT id FROM export_runs WHERE site = ?)').bind(site),
    restartRuns(db, site as SiteId),
  ];
}

/** Was this visitor erased? */
export async function isErased(db: D1Database, site: SiteId, visitor: string): Promise<boolean> {
  return (
    (await db.prepare('SELECT 1 FROM tombstones WHERE site = ? AND visitor = ?').bind(site, visitor).first()) !== null
  );
}
