import type { FactRow } from '../../shared/profile/fact-row.ts';
import type { Membership, SizeDelta } from '../../shared/profile/memberships.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import { countMembers } from './commit.ts';
import { writeFacts } from './profile-facts.ts';
import type { ProfileRow } from './profiles.ts';
import { type RecordedMoves, recordMoves } from './segment-moves.ts';

/** Writes a new evaluation of a profile; the transaction rolls back when the profile or the site's bundle moved on meanwhile. */
export function reevaluationStatements(
  db: D1Database,
  what: {
    row: ProfileRow;
    membership: Membership;
    recheckAt: number | null;
    deltas: SizeDelta[];
    moves: RecordedMoves;
    factRow: FactRow;
  },
): D1PreparedStatement[] {
  const { row, membership } = what;
  return [
    db
      .prepare(
        `UPDATE profiles SET
           version = (SELECT p.version + 1 FROM profiles p JOIN sites s ON s.id = p.site
                      WHERE p.n = ?1 AND p.version = ?2 AND s.bundle_version = ?3),
           snapshot = ?4, members = ?5, evaluated = ?3, recheck_at = ?6
         WHERE n = ?1`,
      )
      .bind(
        row.n,
        row.version,
        membership.evaluated,
        JSON.stringify(row.snapshot),
        JSON.stringify(membership.members),
        what.recheckAt,
      ),
    writeFacts(db, { site: row.site as SiteId, facts: { ...membership, n: row.n, row: what.factRow } }),
    ...recordMoves(db, { site: row.site as SiteId, n: row.n, recorded: what.moves }),
    ...countMembers(db, row.site as SiteId, what.deltas),
  ];
}
