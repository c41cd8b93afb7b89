import type { SiteId } from '../../shared/schema/names.ts';
import { Site } from '../../shared/schema/site.ts';

/** How far a site's retention has come on a day (days since the epoch): profiles after `after`; -1 when it is done. */
export interface Walk {
  site: SiteId;
  day: number;
  after: number;
}

const pageSize = 200;

/** Sites that limit how long people are kept. */
export async function sitesWithRetention(db: D1Database): Promise<Site[]> {
  const { results } = await db
    .prepare(
      "SELECT settings FROM sites WHERE settings ->> '$.retention' IS NOT NULL AND bundle_version > 0 ORDER BY id",
    )
    .all<{ settings: string }>();
  return results.map(({ settings }) => Site.parse(JSON.parse(settings)));
}

/** Walks that have begun on this day. */
export async function openWalks(db: D1Database, day: number): Promise<Walk[]> {
  const { results } = await db
    .prepare('SELECT site, day, after_n AS after FROM retention_walks WHERE day = ?')
    .bind(day)
    .all<Walk>();
  return results;
}

export async function writeWalk(db: D1Database, { site, day, after }: Walk): Promise<void> {
  await db
    .prepare('INSERT OR REPLACE INTO retention_walks (site, day, after_n) VALUES (?, ?, ?)')
    .bind(site, day, after)
    .run();
}

/** Profiles of a site after a number, with when they were last heard of (epoch ms): by a visit or by the server. A broken row is passed over: it
 * holds up nobody. */
export async function forgottenPage(
  db: D1Database,
  { site, after }: { site: SiteId; after: number },
): Promise<{ profiles: { n: number; lastHeardAt: number }[]; next: number | null }> {
  const { results } = await db
    .prepare(
      `SELECT n, max(snapshot ->> '$.lastSeenAt',
         ifnull((SELECT max(value ->> 'lastTime') FROM json_each(snapshot, '$.streams')), 0),
         ifnull((SELECT max(value ->> '$.at[0]') FROM json_each(snapshot, '$.attributes')), 0),
         ifnull((SELECT max(value ->> '$.at[0]') FROM json_each(snapshot, '$.identities')), 0)) AS lastHeardAt
       FROM profiles WHERE site = ?1 AND n > ?2 AND json_valid(snapshot) ORDER BY n LIMIT ?3`,
    )
    .bind(site, after, pageSize)
    .all<{ n: number; lastHeardAt: number }>();
  return { profiles: results, next: results.length < pageSize ? null : (results.at(-1)?.n ?? null) };
}

/** Lets batches go that were received before a moment; what profiles made of them stays. */
export async function deleteHistory(
  db: D1Database,
  { numbers, before }: { numbers: readonly number[]; before: number },
): Promise<void> {
  await db
    .prepare('DELETE FROM event_batches WHERE n IN (SELECT value FROM json_each(?1)) AND received_at < ?2')
    .bind(JSON.stringify(numbers), before)
    .run();
}
