import type { SiteId } from '../../shared/schema/names.ts';
import { maxListMembers, type Segment, type SegmentKind } from '../../shared/schema/segment.ts';
import { distinctStatement, editStatements, type StaticSegment, target } from './member-edits.ts';

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

/** Static segments of sites and who is in them. One edit is one transaction, so sizes, moves and profiles never tell apart. */
export class StaticSegments {
  private readonly db: D1Database;

  constructor(db: D1Database) {
    this.db = db;
  }

  /** Adds a definition with its members; its rule names the ordinal it gets. */
  create(
    site: SiteId,
    draft: Pick<Segment, 'id' | 'name' | 'notes' | 'tags'> & { kind: Exclude<SegmentKind, 'dynamic'> },
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
