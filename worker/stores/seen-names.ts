import type { PropertyType } from '../../shared/schema/event-definition.ts';
import type { SiteId } from '../../shared/schema/names.ts';

/** A name that arrived without being declared. */
export interface SeenName {
  kind: 'attribute' | 'event' | 'property';
  /** Of a property its event, else empty. */
  owner: string;
  name: string;
  /** Of the first value; null for an event. */
  type: PropertyType | null;
}

export interface StoredSeenName extends SeenName {
  /** Epoch ms; the last one to the day. */
  firstAt: number;
  lastAt: number;
}

/** More are not kept: a page could make up names without end. */
export const maxSeenNames = 1_000;

/** Notes names, or that they were seen again. */
export async function writeSeenNames(
  db: D1Database,
  site: SiteId,
  { names, now }: { names: readonly SeenName[]; now: number },
): Promise<void> {
  const rows = names.map(({ kind, owner, name, type }) => [kind, owner, name, type ?? '']);
  await db
    .prepare(
      `INSERT INTO seen_names (site, kind, owner, name, type, first_at, last_at)
       SELECT ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, ?3, ?3 FROM json_each(?2)
       WHERE (SELECT count(*) FROM seen_names WHERE site = ?1) < ${maxSeenNames}
       ON CONFLICT DO UPDATE SET last_at = max(last_at, excluded.last_at)`,
    )
    .bind(site, JSON.stringify(rows), now)
    .run();
}

/** Names of a site, in order of their first arrival. */
export async function readSeenNames(db: D1Database, site: SiteId): Promise<StoredSeenName[]> {
  const { results } = await db
    .prepare(
      `SELECT kind, owner, name, nullif(type, '') AS type, first_at AS firstAt, last_at AS lastAt
       FROM seen_names WHERE site = ? ORDER BY first_at, name`,
    )
    .bind(site)
    .all<StoredSeenName>();
  return results;
}
