import type { Move } from '../../shared/profile/memberships.ts';
import type { SiteId, VisitorId } from '../../shared/schema/names.ts';

/** Why a profile moved: something it did, what the server said of it, time alone, or an edit of a list it is on. An edit of a rule moves nobody. */
export type MoveCause = 'visit' | 'server' | 'time' | 'edit';

/** Moves of one profile at one moment. */
export interface RecordedMoves {
  /** Epoch ms. */
  at: number;
  cause: MoveCause;
  moves: Move[];
}

/** The statement that records moves, in the transaction that makes them; none when nothing moved. `n` null: the visitor's profile. */
export function recordMoves(
  db: D1Database,
  { site, n, visitor, recorded }: { site: SiteId; n: number | null; visitor?: VisitorId; recorded: RecordedMoves },
): D1PreparedStatement[] {
  const { at, cause, moves } = recorded;
  if (moves.length === 0) return [];
  const statement = db
    .prepare(
      `INSERT INTO segment_moves (site, n, at, cause, moves)
       VALUES (?1, ifnull(?2, (SELECT n FROM visitors WHERE site = ?1 AND visitor = ?3)), ?4, ?5, ?6)`,
    )
    .bind(site, n, visitor ?? null, at, cause, JSON.stringify(moves));
  return [statement];
}

/** Moves of a profile with `after < at ≤ upTo`, newest first. */
export async function readMoves(
  db: D1Database,
  { n, after, upTo }: { n: number; after: number; upTo: number },
): Promise<RecordedMoves[]> {
  const { results } = await db
    .prepare('SELECT at, cause, moves FROM segment_moves WHERE n = ? AND at > ? AND at <= ? ORDER BY at DESC')
    .bind(n, after, upTo)
    .all<{ at: number; cause: MoveCause; moves: string }>();
  return results.map(({ at, cause, moves }) => ({ at, cause, moves: JSON.parse(moves) as Move[] }));
}
