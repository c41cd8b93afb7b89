import type { SiteId } from '../../shared/schema/names.ts';

/** A profile as its row has it, unread: a broken one must not keep a job from the others. */
export interface UnreadProfile {
  n: number;
  site: SiteId;
  version: number;
  /** JSON. */
  snapshot: string;
  /** JSON. */
  members: string;
  /** JSON. */
  lists: string;
  evaluated: number;
  warm: number;
  identified: number;
}

/** A page of profiles: what it reads and what it writes at once stays small, so that visits never wait for a job. */
const maxProfiles = 250;
const maxBytes = 1_000_000;

const columns = 'p.n, p.site, p.version, p.snapshot, p.members, p.lists, p.evaluated, p.warm, p.identified';

/** Profiles that time alone may have moved by `now` (epoch ms), longest due first; none when nothing is due. */
export async function duePage(db: D1Database, now: number): Promise<UnreadProfile[]> {
  const { results } = await db
    .prepare(
      `SELECT ${columns} FROM (${withBytesBefore('recheck_at, site, n', 'WHERE recheck_at <= ?1')}) d CROSS JOIN profiles p ON p.n = d.n
       WHERE d.bytes_before < ${maxBytes} ORDER BY d.recheck_at, d.site, d.n`,
    )
    .bind(now)
    .all<UnreadProfile>();
  return results;
}

/** How many profiles of a site are due, counted up to `limit`, and since when the longest (epoch ms); null when none is. */
export async function backlog(
  db: D1Database,
  site: SiteId,
  { now, limit }: { now: number; limit: number },
): Promise<{ due: number; since: number } | null> {
  const row = await db
    .prepare(
      `SELECT count(*) AS due, min(recheck_at) AS since
       FROM (SELECT recheck_at FROM profiles INDEXED BY profiles_recheck WHERE recheck_at <= ? AND site = ? ORDER BY recheck_at LIMIT ?)`,
    )
    .bind(now, site, limit)
    .first<{ due: number; since: number | null }>();
  return row && row.since !== null ? { due: row.due, since: row.since } : null;
}

/** Where a walk is: profiles of one site by number, those that were not evaluated or are not warm with bundle `version` yet. */
export interface WalkPage {
  stale: UnreadProfile[];
  /** Profiles passed. */
  passed: number;
  /** The last number passed; null when there is nobody after `after`. */
  last: number | null;
}

/** The next page of a walk over a site. */
export async function walkPage(
  db: D1Database,
  { site, version, after }: { site: SiteId; version: number; after: number },
): Promise<WalkPage> {
  const { results } = await db
    .prepare(
      `SELECT p.n, p.site, p.version, p.evaluated, p.warm, p.identified, p.members, p.lists,
         CASE WHEN p.evaluated < ?3 OR p.warm < ?3 THEN p.snapshot END AS snapshot
       FROM (${withBytesBefore('n', 'WHERE site = ?1 AND n > ?2')}) d CROSS JOIN profiles p ON p.n = d.n
       WHERE d.bytes_before < ${maxBytes} ORDER BY d.n`,
    )
    .bind(site, after, version)
    .all<Omit<UnreadProfile, 'snapshot'> & { snapshot: string | null }>();
  const stale = results.filter((row): row is UnreadProfile => row.snapshot !== null);
  return { stale, passed: results.length, last: results.at(-1)?.n ?? null };
}

/** One profile; null when it is gone. */
export async function unreadProfile(db: D1Database, n: number): Promise<UnreadProfile | null> {
  return db.prepare(`SELECT ${columns} FROM profiles p WHERE p.n = ?`).bind(n).first<UnreadProfile>();
}

/** Numbers of profiles in an order, each with the bytes of the snapshots before it; no snapshot is read for that. */
function withBytesBefore(order: string, where: string): string {
  return `SELECT n, site, recheck_at, sum(bytes) OVER (ORDER BY ${order} ROWS UNBOUNDED PRECEDING) - bytes AS bytes_before
    FROM (SELECT n, site, recheck_at, octet_length(snapshot) AS bytes FROM profiles ${where} ORDER BY ${order} LIMIT ${maxProfiles})`;
}
