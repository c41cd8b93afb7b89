import type { FactRow } from '../../shared/profile/fact-row.ts';
import type { Move, SizeDelta } from '../../shared/profile/memberships.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import { addedSizes } from './commit.ts';
import { keptFacts } from './profile-facts.ts';

/** A new evaluation of a profile, to be written if the profile is still what was read. */
export interface Reevaluated {
  n: number;
  /** Of the row that was read. */
  version: number;
  identified: boolean;
  /** Ordinals of the segments it is in. */
  members: number[];
  /** Bundle version up to which its series are complete. */
  warm: number;
  recheckAt: number | null;
  deltas: SizeDelta[];
  moves: Move[];
  /** Only where it is not as it was: JSON. */
  snapshot?: string;
  /** Only where they are not as they were. */
  facts?: FactRow;
}

/**
 * Writes the evaluations of some profiles of a site in one transaction of four statements. A profile that a visit has written
 * meanwhile is left out, with its sizes and moves; nothing is written when the site has published a bundle beyond `evaluated`.
 * Answers how many were written.
 */
export async function writeEvaluations(
  db: D1Database,
  { site, evaluated, at }: { site: SiteId; evaluated: number; at: number },
  profiles: readonly Reevaluated[],
): Promise<number> {
  const written = JSON.stringify(profiles.map(asWritten));
  // Every statement looks at the versions for itself: the one that raises them comes last.
  const statements = [
    ...factsOf(db, { site, evaluated, written }, profiles),
    ...(profiles.some(({ moves }) => moves.length > 0) ? [insertMoves(db, { site, evaluated, at, written })] : []),
    ...(profiles.some(({ deltas }) => deltas.length > 0) ? [addSizes(db, { site, evaluated, written })] : []),
    updateProfiles(db, { site, evaluated, written }),
  ];
  const results = await db.batch(statements);
  return results.at(-1)?.meta.changes ?? 0;
}

/** As the statements below read it. */
function asWritten(profile: Reevaluated) {
  const { n, version, identified, members, warm, recheckAt, deltas, moves, snapshot, facts } = profile;
  return {
    n,
    version,
    members: JSON.stringify(members),
    warm,
    recheckAt,
    ...(snapshot !== undefined && { snapshot }),
    ...(deltas.length > 0 && {
      deltas: deltas.map((delta) => [delta.ordinal, delta.since, delta.total, delta.identified]),
    }),
    ...(moves.length > 0 && { moves: JSON.stringify(moves) }),
    ...(facts && {
      facts: [Number(facts.plain), Number(facts.personal), Number(identified), facts.hash, ...facts.values],
    }),
  };
}

interface Written {
  site: SiteId;
  evaluated: number;
  /** JSON of `asWritten`. */
  written: string;
}

/** Bound first: site, bundle version, profiles. Those that are still as they were read, while the bundle is in force. */
const unmoved = `json_each(?3) w CROSS JOIN profiles p ON p.n = w.value ->> 'n' AND p.version = w.value ->> 'version'
  WHERE (SELECT bundle_version FROM sites WHERE id = ?1) = ?2`;

function updateProfiles(db: D1Database, { site, evaluated, written }: Written): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE profiles SET version = version + 1, evaluated = ?2, members = u.members, recheck_at = u.recheck_at, warm = u.warm,
         snapshot = ifnull(u.snapshot, profiles.snapshot)
       FROM (SELECT p.n, w.value ->> 'members' AS members, w.value ->> 'recheckAt' AS recheck_at, w.value ->> 'warm' AS warm,
               w.value ->> 'snapshot' AS snapshot
             FROM ${unmoved}) u
       WHERE profiles.n = u.n`,
    )
    .bind(site, evaluated, written);
}

function insertMoves(db: D1Database, { site, evaluated, at, written }: Written & { at: number }): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO segment_moves (site, n, at, cause, moves)
       SELECT ?1, p.n, ?4, 'time', w.value ->> 'moves' FROM ${unmoved} AND w.value ->> 'moves' IS NOT NULL`,
    )
    .bind(site, evaluated, written, at);
}

function addSizes(db: D1Database, { site, evaluated, written }: Written): D1PreparedStatement {
  return db
    .prepare(
      addedSizes(
        `SELECT ?1, d.value ->> 0, d.value ->> 1, sum(d.value ->> 2), sum(d.value ->> 3)
         FROM json_each(?3) w CROSS JOIN profiles p ON p.n = w.value ->> 'n' AND p.version = w.value ->> 'version'
           CROSS JOIN json_each(w.value, '$.deltas') d
         WHERE (SELECT bundle_version FROM sites WHERE id = ?1) = ?2 GROUP BY 2, 3`,
      ),
    )
    .bind(site, evaluated, written);
}

/** Facts change with what is published, not with time. */
function factsOf(
  db: D1Database,
  { site, evaluated, written }: Written,
  profiles: readonly Reevaluated[],
): D1PreparedStatement[] {
  const columns = profiles.find(({ facts }) => facts)?.facts?.values.length;
  if (columns === undefined) return [];
  const fixed = ['?2', ...[0, 1, 2, 3].map(fact)];
  const values = Array.from({ length: columns }, (_, slot) => fact(slot + 4));
  return [
    db
      .prepare(
        keptFacts(
          columns,
          `SELECT p.n, ?1, ${[...fixed, ...values].join()} FROM ${unmoved} AND w.value ->> 'facts' IS NOT NULL`,
        ),
      )
      .bind(site, evaluated, written),
  ];
}

function fact(place: number): string {
  return `w.value ->> '$.facts[${place}]'`;
}
