import type { SiteId } from '../../shared/schema/names.ts';

/** A static segment of a site. */
export interface StaticSegment {
  site: SiteId;
  id: string;
}

/** The segment at hand, with the bundle version from which on its sizes are counted. */
export const target = `SELECT d.ordinal, d.since FROM definitions d
  JOIN static_segments s ON s.site = d.site AND s.ordinal = d.ordinal
  WHERE d.site = ?1 AND d.kind = 'segment' AND d.id = ?2`;

/**
 * Of the numbers in ?3 the profiles that an edit changes. `counted`: the segment's size has seen the profile, whose consent lets it
 * be used; else the next evaluation counts it.
 */
function changed(entering: boolean): string {
  return `WITH target AS (${target}), changed AS MATERIALIZED (
    SELECT f.n, f.identified, t.ordinal, t.since,
      (t.since IS NOT NULL AND f.evaluated >= t.since AND f.personal = 1) AS counted
    FROM json_each(?3) AS given JOIN profile_facts f ON f.n = given.value AND f.site = ?1 JOIN target t
    WHERE ${entering ? 'NOT ' : ''}EXISTS
      (SELECT 1 FROM segment_members m WHERE m.site = ?1 AND m.ordinal = t.ordinal AND m.n = f.n))`;
}

const prime = 2_147_483_647;
/** A cube, so that equal sums are no accident of neighbouring numbers; 20,000 of them stay exact in a double too. */
export const hashOf = (n: string) => `(${n} % ${prime}) * (${n} % ${prime}) % ${prime} * (${n} % ${prime}) % ${prime}`;
const memberHash = hashOf('n');

/** Puts people in or takes them out: the list, the profiles, sizes and moves. Profiles that already are as wanted stay untouched. */
export function editStatements(
  db: D1Database,
  { site, id }: StaticSegment,
  { numbers, entering, now }: { numbers: readonly number[]; entering: boolean; now: number },
): D1PreparedStatement[] {
  if (numbers.length === 0) return [];
  const sign = entering ? '' : '-';
  const whatChanges = changed(entering);
  const bound = [site, id, JSON.stringify([...new Set(numbers)])] as const;
  const lists = entering ? `json_insert(lists, '$[#]', c.ordinal)` : without('lists');
  const members = entering ? `json_insert(members, '$[#]', c.ordinal)` : without('members');
  return [
    db
      .prepare(
        `${whatChanges} UPDATE static_segments SET
           total = total + ${sign}(SELECT count(*) FROM changed),
           fingerprint = fingerprint + ${sign}(SELECT ifnull(sum(${memberHash}), 0) FROM changed)
         WHERE site = ?1 AND ordinal = (SELECT ordinal FROM target)`,
      )
      .bind(...bound),
    db
      .prepare(
        `${whatChanges} INSERT INTO segment_sizes (site, ordinal, since, total, identified)
         SELECT ?1, ordinal, since, ${sign}count(*), ${sign}sum(identified) FROM changed WHERE counted GROUP BY ordinal, since
         ON CONFLICT DO UPDATE SET total = total + excluded.total, identified = identified + excluded.identified`,
      )
      .bind(...bound),
    db
      .prepare(
        `${whatChanges} INSERT INTO segment_moves (site, n, at, cause, moves)
         SELECT ?1, n, ?4, 'edit', json_array(json_object('ordinal', ordinal, 'entered', json('${entering}')))
         FROM changed WHERE counted`,
      )
      .bind(...bound, now),
    // A visit at hand has read the lists as they were: the new version makes it read again.
    db
      .prepare(
        `${whatChanges} UPDATE profiles SET version = version + 1, lists = ${lists},
           members = CASE WHEN c.counted THEN ${members} ELSE members END,
           recheck_at = CASE WHEN recheck_at < ?4 THEN recheck_at ELSE ?4 END
         FROM changed c WHERE profiles.n = c.n`,
      )
      .bind(...bound, now),
    memberStatement(db, entering, bound),
  ];
}

function memberStatement(db: D1Database, entering: boolean, bound: readonly [string, string, string]) {
  const sql = entering
    ? `${changed(true)} INSERT INTO segment_members (site, ordinal, n) SELECT ?1, ordinal, n FROM changed`
    : `DELETE FROM segment_members WHERE site = ?1 AND ordinal = (SELECT ordinal FROM (${target}))
         AND n IN (SELECT value FROM json_each(?3))`;
  return db.prepare(sql).bind(...bound);
}

function without(column: 'lists' | 'members'): string {
  return `(SELECT json_group_array(value) FROM json_each(${column}) WHERE value <> c.ordinal)`;
}

/** Fails the transaction when another static segment has the same members. Those of nobody are no twins. */
export function distinctStatement(db: D1Database, { site, id }: StaticSegment): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE static_segments SET distinct_members = CASE WHEN total > 0 AND EXISTS (
         SELECT 1 FROM static_segments twin
         WHERE twin.site = static_segments.site AND twin.fingerprint = static_segments.fingerprint
           AND twin.total = static_segments.total AND twin.ordinal <> static_segments.ordinal
           AND NOT EXISTS (SELECT 1 FROM segment_members m
             WHERE m.site = twin.site AND m.ordinal = static_segments.ordinal AND NOT EXISTS
               (SELECT 1 FROM segment_members same WHERE same.site = m.site AND same.ordinal = twin.ordinal AND same.n = m.n)))
         THEN NULL ELSE 1 END
       WHERE site = ?1 AND ordinal = (SELECT ordinal FROM (${target}))`,
    )
    .bind(site, id);
}
