import type { SiteId } from '../../shared/schema/names.ts';
import { type DefinitionKind, type DefinitionOf, parseDefinition } from './definitions.ts';

/** What was published of a definition. */
export interface DefinitionVersion<K extends DefinitionKind> {
  /** Of the bundle. */
  version: number;
  /** Epoch ms, and the email of who published. */
  at: number;
  by: string;
  /** Null: from this version on visitors got it no more. */
  definition: DefinitionOf<K> | null;
}

/** So many versions of one definition are kept. */
export const keptVersions = 100;

/**
 * Statements that record what a publish changes, in its transaction and before it is written over. `compiled`: JSON as
 * `currentStatements` binds it.
 */
export function recordVersions(
  db: D1Database,
  { site, version, compiled }: { site: SiteId; version: number; compiled: string },
): D1PreparedStatement[] {
  const isCurrent = '(SELECT bundle_version FROM sites WHERE id = ?1) = ?2';
  const oldest = `SELECT min(version) FROM (SELECT version FROM definition_versions k
    WHERE k.site = v.site AND k.kind = v.kind AND k.id = v.id ORDER BY version DESC LIMIT ${keptVersions})`;
  return [
    db
      .prepare(
        `INSERT INTO definition_versions (site, kind, id, version, body)
         SELECT ?1, d.kind, d.id, ?2, c.value ->> 'text' FROM json_each(?3) c
         JOIN definitions d ON d.site = ?1 AND d.kind = c.value ->> 'kind' AND d.id = c.value ->> 'id'
         WHERE d.published IS NOT c.value ->> 'text' AND ${isCurrent}`,
      )
      .bind(site, version, compiled),
    db
      .prepare(
        `INSERT INTO definition_versions (site, kind, id, version, body)
         SELECT ?1, kind, id, ?2, NULL FROM definitions WHERE site = ?1 AND kind = 'segment' AND published IS NOT NULL
           AND id NOT IN (SELECT value ->> 'id' FROM json_each(?3) WHERE value ->> 'kind' = 'segment') AND ${isCurrent}`,
      )
      .bind(site, version, compiled),
    db
      .prepare(
        `DELETE FROM definition_versions WHERE (site, kind, id, version) IN
           (SELECT v.site, v.kind, v.id, v.version FROM definition_versions n
            JOIN definition_versions v ON v.site = n.site AND v.kind = n.kind AND v.id = n.id
            WHERE n.site = ?1 AND n.version = ?2 AND v.version < (${oldest}))`,
      )
      .bind(site, version),
  ];
}

/** The versions of a definition, the newest first. */
export async function versionsOf<K extends DefinitionKind>(
  db: D1Database,
  site: SiteId,
  { kind, id }: { kind: K; id: string },
): Promise<DefinitionVersion<K>[]> {
  const { results } = await db
    .prepare(
      `SELECT v.version, v.body, b.published_at AS at, b.published_by AS by FROM definition_versions v
       JOIN bundles b ON b.site = v.site AND b.version = v.version
       WHERE v.site = ? AND v.kind = ? AND v.id = ? ORDER BY v.version DESC`,
    )
    .bind(site, kind, id)
    .all<{ version: number; body: string | null; at: number; by: string }>();
  return results.map(({ body, ...version }) => ({
    ...version,
    definition: body === null ? null : parseDefinition(kind, body),
  }));
}
