import type { SiteId } from '../../shared/schema/names.ts';

/** Something that went wrong lately and that somebody has to look at. */
export interface Attention {
  kind: 'deliveries' | 'export' | 'import';
  /** Id of the webhook, export or import. */
  id: string;
  /** Of the export or import; of a webhook its address. */
  name: string;
  /** Deliveries that were given up, failed runs, rows that were not taken in. */
  count: number;
}

/** Of each kind; the pages of each list all. */
const most = 5;

/** What went wrong on a site since a moment (epoch ms). */
export async function attentionOf(db: D1Database, site: SiteId, since: number): Promise<Attention[]> {
  const asked = [
    `SELECT 'deliveries' AS kind, w.id, w.url AS name, count(*) AS count FROM webhooks w
       JOIN webhook_deliveries d ON d.webhook = w.id AND d.created_at >= ?2 AND d.state = 'dead'
       WHERE w.site = ?1 GROUP BY w.id LIMIT ${most}`,
    `SELECT 'export' AS kind, e.id, e.settings ->> 'name' AS name, count(*) AS count FROM exports e
       JOIN export_runs r ON r.export = e.id AND r.as_of >= ?2 AND r.state = 'failed'
       WHERE e.site = ?1 GROUP BY e.id LIMIT ${most}`,
    `SELECT 'import' AS kind, id, settings ->> 'name' AS name, progress ->> 'bad' AS count FROM imports
       WHERE site = ?1 AND created_at >= ?2 AND (state = 'failed' OR (state = 'done' AND count > 0))
       ORDER BY created_at DESC LIMIT ${most}`,
  ];
  const results = await db.batch<Attention>(asked.map((sql) => db.prepare(sql).bind(site, since)));
  return results.flatMap(({ results: rows }) => rows);
}
