import type { SiteId } from '../../shared/schema/names.ts';
import { hashOf } from './member-edits.ts';

/** In the transaction that makes two profiles one: memberships of the absorbed follow; where both were members one goes. */
export function followMerge(
  db: D1Database,
  { site, keep, absorb, lists }: { site: SiteId; keep: number; absorb: number; lists: readonly number[] },
): D1PreparedStatement[] {
  if (lists.length === 0) return [];
  const bound = [site, JSON.stringify(lists), keep, absorb] as const;
  const isMember = (n: string) =>
    `EXISTS (SELECT 1 FROM segment_members m WHERE m.site = ?1 AND m.ordinal = static_segments.ordinal AND m.n = ${n})`;
  const ofLists = 'site = ?1 AND ordinal IN (SELECT value FROM json_each(?2))';
  return [
    db
      .prepare(
        `UPDATE static_segments SET total = total - ${isMember('?3')},
           fingerprint = fingerprint - ${hashOf('CAST(?4 AS INTEGER)')} + iif(${isMember('?3')}, 0, ${hashOf('CAST(?3 AS INTEGER)')})
         WHERE ${ofLists} AND ${isMember('?4')}`,
      )
      .bind(...bound),
    db
      .prepare(
        `INSERT INTO segment_members (site, ordinal, n) SELECT site, ordinal, ?3 FROM segment_members WHERE ${ofLists} AND n = ?4
         ON CONFLICT DO NOTHING`,
      )
      .bind(...bound),
    db.prepare(`DELETE FROM segment_members WHERE ${ofLists} AND n = ?4 AND ?3 > 0`).bind(...bound),
  ];
}

/** In the transaction that erases a profile: it leaves its lists. */
export function leaveLists(
  db: D1Database,
  { site, n, lists }: { site: SiteId; n: number; lists: readonly number[] },
): D1PreparedStatement[] {
  if (lists.length === 0) return [];
  const bound = [site, JSON.stringify(lists), n] as const;
  const ofLists = 'site = ?1 AND ordinal IN (SELECT value FROM json_each(?2))';
  return [
    db
      .prepare(
        `UPDATE static_segments SET total = total - 1, fingerprint = fingerprint - ${hashOf('CAST(?3 AS INTEGER)')} WHERE ${ofLists}`,
      )
      .bind(...bound),
    db.prepare(`DELETE FROM segment_members WHERE ${ofLists} AND n = ?3`).bind(...bound),
  ];
}
