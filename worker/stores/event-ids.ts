import type { SiteId } from '../../shared/schema/names.ts';

/** Which of these ids the site has used already. */
export async function usedEventIds(db: D1Database, site: SiteId, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const { results } = await db
    .prepare('SELECT id FROM event_ids WHERE site = ?1 AND id IN (SELECT value FROM json_each(?2))')
    .bind(site, JSON.stringify(ids))
    .all<{ id: string }>();
  return new Set(results.map(({ id }) => id));
}

/** Takes ids, in the transaction that writes their events: it fails when one is taken already. */
export function takeEventIds(
  db: D1Database,
  { site, ids, now }: { site: SiteId; ids: readonly string[]; now: number },
): D1PreparedStatement[] {
  if (ids.length === 0) return [];
  const statement = db
    .prepare('INSERT INTO event_ids (site, id, at) SELECT ?1, value, ?3 FROM json_each(?2)')
    .bind(site, JSON.stringify(ids), now);
  return [statement];
}
