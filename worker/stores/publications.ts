import type { Bundle } from '../../shared/schema/bundle.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import { recordVersions } from './definition-versions.ts';
import type { DefinitionKind } from './definitions.ts';

/** A definition as it was compiled: a draft that was saved meanwhile stays a draft. */
export interface Compiled {
  kind: DefinitionKind;
  id: string;
  /** JSON, as `Definitions` writes it. */
  text: string;
  /** Bundle version at which its meaning last changed. */
  since: number;
}

/** The number the next bundle of a site may try to take; versions of publishers that failed half-way are not taken again. */
export async function nextVersion(db: D1Database, site: SiteId): Promise<number> {
  const last = await db
    .prepare('SELECT max(version) AS last FROM bundles WHERE site = ?')
    .bind(site)
    .first<number | null>('last');
  return (last ?? 0) + 1;
}

/** Takes a version for a bundle, for good. False when somebody else took it first. */
export async function takeVersion(
  db: D1Database,
  { bundle, body, published }: { bundle: Bundle; body: string; published: { by: string; now: number } },
): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `INSERT INTO bundles (site, version, body, published_at, published_by) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    )
    .bind(bundle.site.id, bundle.version, body, published.now, published.by)
    .run();
  return meta.changes > 0;
}

/** The transaction that makes a taken version current, unless a later one is, and asks for a rescan of the profiles. */
export function currentStatements(
  db: D1Database,
  bundle: Bundle,
  compiled: readonly Compiled[],
): D1PreparedStatement[] {
  const { site, version } = bundle;
  const text = JSON.stringify(compiled);
  return [
    // Before the version moves: until then everybody was complete for the one in force, or a walk is on that knows better.
    db
      .prepare(
        `INSERT INTO rescans (site, version, after_n, complete)
         VALUES (?1, ?2, 0, (SELECT bundle_version FROM sites WHERE id = ?1))
         ON CONFLICT DO UPDATE SET version = max(version, excluded.version), after_n = 0, passed = 0, total = NULL`,
      )
      .bind(site.id, version),
    db.prepare('UPDATE sites SET bundle_version = ?2 WHERE id = ?1 AND bundle_version < ?2').bind(site.id, version),
    ...recordVersions(db, { site: site.id as SiteId, version, compiled: text }),
    db
      .prepare(
        `UPDATE definitions SET published = c.text, since = c.since
         FROM (SELECT value ->> 'kind' AS kind, value ->> 'id' AS id, value ->> 'text' AS text, value ->> 'since' AS since
               FROM json_each(?2)) AS c
         WHERE definitions.site = ?1 AND definitions.kind = c.kind AND definitions.id = c.id
           AND (SELECT bundle_version FROM sites WHERE id = ?1) = ?3`,
      )
      .bind(site.id, text, version),
    // Archived and deleted segments are in no bundle any more.
    db
      .prepare(
        `UPDATE definitions SET published = NULL, since = NULL
         WHERE site = ?1 AND kind = 'segment' AND published IS NOT NULL
           AND id NOT IN (SELECT value ->> 'id' FROM json_each(?2) WHERE value ->> 'kind' = 'segment')
           AND (SELECT bundle_version FROM sites WHERE id = ?1) = ?3`,
      )
      .bind(site.id, text, version),
  ];
}
