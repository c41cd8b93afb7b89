import type { SiteId } from '../../shared/schema/names.ts';
import { maxListMembers, type Segment, type SegmentKind } from '../../shared/schema/segment.ts';

/** A static segment of a site. */
export interface StaticSegment {
  site: SiteId;
  id: string;
}

/** People to put in and to take out, by profile number. */
export interface MemberEdit {
  add: readonly number[];
  remove: readonly number[];
  /** Epoch ms. */
  now: number;
}

/** `twin`: another static segment would have exactly the same members. `full`: there would be more than `maxListMembers`. */
export type Edited =
  | { ok: true; added: number; removed: number; total: number }
  | { ok: false; reason: 'twin' | 'full' };

/** The segment at hand, with the bundle version from which on its sizes are counted. */
const target = `SELECT d.ordinal, d.since FROM definitions d
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
const hashOf = (n: string) => `(${n} % ${prime}) * (${n} % ${prime}) % ${prime} * (${n} % ${prime}) % ${prime}`;
const memberHash = hashOf('n');

/** Puts people in or takes them out: the list, the profiles, sizes and moves. Profiles that already are as wanted stay untouched. */
function editStatements(
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
function distinctStatement(db: D1Database, { site, id }: StaticSegment): D1PreparedStatement {
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

/** Static segments of sites and who is in them. One edit is one transaction, so sizes, moves and profiles never tell apart. */
export class StaticSegments {
  private readonly db: D1Database;

  constructor(db: D1Database) {
    this.db = db;
  }

  /** Adds a definition with its members; its rule names the ordinal it gets. */
  create(
    site: SiteId,
    draft: Pick<Segment, 'id' | 'name' | 'notes'> & { kind: Exclude<SegmentKind, 'dynamic'> },
    { members, now }: { members: readonly number[]; now: number },
  ): Promise<Edited> {
    const definition = { ...draft, rule: { kind: 'list', list: 1, operator: 'in' } };
    return this.run({ site, id: draft.id }, { add: members, remove: [], now }, [
      this.db
        .prepare(
          `INSERT INTO definitions (site, kind, id, ordinal, revision, draft, created_at, updated_at)
           SELECT ?1, 'segment', ?2, free, 1, json_set(?3, '$.rule.list', free), ?4, ?4
           FROM (SELECT 1 + ifnull(max(ordinal), 0) AS free FROM definitions WHERE site = ?1 AND kind = 'segment')`,
        )
        .bind(site, draft.id, JSON.stringify(definition), now),
      this.db
        .prepare(
          `INSERT INTO static_segments (site, ordinal, total, fingerprint, distinct_members)
           SELECT site, ordinal, 0, 0, 1 FROM definitions WHERE site = ? AND kind = 'segment' AND id = ?`,
        )
        .bind(site, draft.id),
    ]);
  }

  /** Puts people in and takes others out; who is both is out. Repeating it changes nothing. */
  edit(segment: StaticSegment, edit: MemberEdit): Promise<Edited> {
    return this.run(segment, edit, []);
  }

  private async run(
    segment: StaticSegment,
    { add, remove, now }: MemberEdit,
    before: D1PreparedStatement[],
  ): Promise<Edited> {
    const leaving = new Set(remove);
    const removing = editStatements(this.db, segment, { numbers: remove, entering: false, now });
    const adding = editStatements(this.db, segment, {
      numbers: add.filter((n) => !leaving.has(n)),
      entering: true,
      now,
    });
    const statements = [...before, ...removing, ...adding, distinctStatement(this.db, segment), this.totalOf(segment)];
    try {
      const results = await this.db.batch<{ total: number }>(statements);
      const changes = (edit: D1PreparedStatement[], end: number) =>
        edit.length === 0 ? 0 : (results[end - 1]?.meta.changes ?? 0);
      const removed = changes(removing, before.length + removing.length);
      const added = changes(adding, before.length + removing.length + adding.length);
      return { ok: true, added, removed, total: results.at(-1)?.results[0]?.total ?? 0 };
    } catch (error) {
      const reason = refusal(error);
      if (!reason) throw error;
      return { ok: false, reason };
    }
  }

  private totalOf({ site, id }: StaticSegment): D1PreparedStatement {
    return this.db
      .prepare(`SELECT total FROM static_segments WHERE site = ?1 AND ordinal = (SELECT ordinal FROM (${target}))`)
      .bind(site, id);
  }

  /** The segment that an edit would have made a twin of; null when there is none (any more). */
  async twinOf(
    { site, id }: StaticSegment,
    { add, remove }: Pick<MemberEdit, 'add' | 'remove'>,
  ): Promise<string | null> {
    return this.db
      .prepare(
        `WITH wanted AS MATERIALIZED (
           SELECT n FROM segment_members WHERE site = ?1 AND ordinal = (SELECT ordinal FROM (${target}))
           UNION SELECT f.n FROM json_each(?3) AS given JOIN profile_facts f ON f.n = given.value AND f.site = ?1
           EXCEPT SELECT value FROM json_each(?4))
         SELECT d.draft ->> 'name' AS name FROM static_segments s
         JOIN definitions d ON d.site = s.site AND d.kind = 'segment' AND d.ordinal = s.ordinal
         WHERE s.site = ?1 AND d.id <> ?2 AND s.total = (SELECT count(*) FROM wanted) AND NOT EXISTS
           (SELECT 1 FROM wanted w WHERE NOT EXISTS
             (SELECT 1 FROM segment_members m WHERE m.site = ?1 AND m.ordinal = s.ordinal AND m.n = w.n))`,
      )
      .bind(site, id, JSON.stringify(add), JSON.stringify(remove))
      .first<string>('name');
  }

  /** Numbers of its members, newest first: those made before `before`. */
  async members(
    site: SiteId,
    ordinal: number,
    { before, limit }: { before: number | null; limit: number },
  ): Promise<number[]> {
    const { results } = await this.db
      .prepare('SELECT n FROM segment_members WHERE site = ? AND ordinal = ? AND n < ? ORDER BY n DESC LIMIT ?')
      .bind(site, ordinal, before ?? Number.MAX_SAFE_INTEGER, limit)
      .all<{ n: number }>();
    return results.map(({ n }) => n);
  }

  /** All of them. */
  all(site: SiteId, ordinal: number): Promise<number[]> {
    return this.members(site, ordinal, { before: null, limit: maxListMembers });
  }

  /** How many members each has, by ordinal, whatever their consent. */
  async totals(site: SiteId): Promise<Map<number, number>> {
    const { results } = await this.db
      .prepare('SELECT ordinal, total FROM static_segments WHERE site = ?')
      .bind(site)
      .all<{ ordinal: number; total: number }>();
    return new Map(results.map(({ ordinal, total }) => [ordinal, total]));
  }
}

function refusal(error: unknown): 'twin' | 'full' | null {
  if (/NOT NULL constraint failed: static_segments\.distinct_members/.test(String(error))) return 'twin';
  return /CHECK constraint failed: total BETWEEN/.test(String(error)) ? 'full' : null;
}

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
