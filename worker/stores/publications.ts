import type { Bundle } from '../../shared/schema/bundle.ts';

/** The transaction that makes a bundle current. It fails as a whole (primary key) when that version exists already. */
export function publishStatements(
  db: D1Database,
  { bundle, body, published }: { bundle: Bundle; body: string; published: { by: string; now: number } },
): D1PreparedStatement[] {
  const { site, version, segments } = bundle;
  return [
    db
      .prepare('INSERT INTO bundles (site, version, body, published_at, published_by) VALUES (?, ?, ?, ?, ?)')
      .bind(site.id, version, body, published.now, published.by),
    db.prepare('UPDATE sites SET bundle_version = ? WHERE id = ?').bind(version, site.id),
    db
      .prepare(
        `UPDATE definitions SET published = draft, since = ifnull(
           (SELECT value ->> 'since' FROM json_each(?2) WHERE value ->> 'ordinal' = ordinal AND definitions.kind = 'segment'), ?3)
         WHERE site = ?1 AND (published IS NOT draft OR kind = 'segment')`,
      )
      .bind(site.id, JSON.stringify(segments.map(({ ordinal, since }) => ({ ordinal, since }))), version),
  ];
}
