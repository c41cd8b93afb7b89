import type { SiteId } from '../../shared/schema/names.ts';
import { Site } from '../../shared/schema/site.ts';

/** Adds a site. False when the id is taken. */
export async function createSite(db: D1Database, site: Site, now: number): Promise<boolean> {
  const { meta } = await db
    .prepare('INSERT INTO sites (id, settings, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
    .bind(site.id, JSON.stringify(site), now)
    .run();
  return meta.changes > 0;
}

/** Every site of the installation, oldest first. */
export async function listSites(db: D1Database): Promise<{ id: string; name: string; createdAt: number }[]> {
  const { results } = await db
    .prepare("SELECT id, settings ->> 'name' AS name, created_at AS createdAt FROM sites ORDER BY created_at, id")
    .all<{ id: string; name: string; createdAt: number }>();
  return results;
}

/** A site's settings and the version of its bundle (0 before the first publish), and the kinds its webhooks are told (JSON); or null. */
export async function readSite(
  db: D1Database,
  id: SiteId,
): Promise<{ site: Site; bundleVersion: number; webhookKinds: string; createdAt: number } | null> {
  const row = await db
    .prepare('SELECT settings, bundle_version, webhook_kinds, created_at FROM sites WHERE id = ?')
    .bind(id)
    .first<{ settings: string; bundle_version: number; webhook_kinds: string; created_at: number }>();
  return (
    row && {
      site: Site.parse(JSON.parse(row.settings)),
      bundleVersion: row.bundle_version,
      webhookKinds: row.webhook_kinds,
      createdAt: row.created_at,
    }
  );
}

/** The version of a site's bundle in force; 0 before the first publish and for a site that is gone. */
export async function bundleVersion(db: D1Database, id: SiteId): Promise<number> {
  return (
    (await db.prepare('SELECT bundle_version FROM sites WHERE id = ?').bind(id).first<number>('bundle_version')) ?? 0
  );
}

/** Replaces settings that are still as they were read; false when somebody saved meanwhile. */
export async function saveSite(db: D1Database, { before, after }: { before: Site; after: Site }): Promise<boolean> {
  const found = await db.prepare('SELECT settings FROM sites WHERE id = ?').bind(after.id).first<string>('settings');
  // Written by the same schema, which fixes the order of keys.
  if (found === null || JSON.stringify(Site.parse(JSON.parse(found))) !== JSON.stringify(Site.parse(before)))
    return false;
  const { meta } = await db
    .prepare('UPDATE sites SET settings = ?3 WHERE id = ?1 AND settings = ?2')
    .bind(after.id, found, JSON.stringify(after))
    .run();
  return meta.changes > 0;
}

/** How long an isolate acts on settings it has read. What is published is never older: its version is read with the profile. */
const settingsHoldMs = 10_000;
const published = new Map<SiteId, { site: Site; readAt: number }>();

/** Settings of a site that has published, perhaps a few seconds old; null when there is no such site or nothing is published. */
export async function readPublishedSite(db: D1Database, id: SiteId, now: number): Promise<Site | null> {
  const known = published.get(id);
  if (known && now - known.readAt < settingsHoldMs) return known.site;
  const found = await readSite(db, id);
  if (!found || found.bundleVersion === 0) return null;
  published.set(id, { site: found.site, readAt: now });
  return found.site;
}
