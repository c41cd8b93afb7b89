import type { SiteId } from '../../shared/schema/names.ts';
import type { WebhookKind, WebhookSettings } from '../../shared/schema/webhook.ts';

export interface StoredWebhook extends WebhookSettings {
  id: string;
  site: SiteId;
  /** Sealed. */
  secret: string;
  createdAt: number;
}

interface Row {
  id: string;
  site: string;
  url: string;
  kinds: string;
  segments: string | null;
  secret: string;
  paused: number;
  created_at: number;
}

const columns = 'id, site, url, kinds, segments, secret, paused, created_at';

/** Webhooks of all sites; what a site wants to be told stands in its row too, changed in the same transaction. */
export class Webhooks {
  private readonly db: D1Database;

  constructor(db: D1Database) {
    this.db = db;
  }

  /** Oldest first. */
  async list(site: SiteId): Promise<StoredWebhook[]> {
    const { results } = await this.db
      .prepare(`SELECT ${columns} FROM webhooks WHERE site = ? ORDER BY created_at, id`)
      .bind(site)
      .all<Row>();
    return results.map(fromRow);
  }

  async get(site: SiteId, id: string): Promise<StoredWebhook | null> {
    const row = await this.db
      .prepare(`SELECT ${columns} FROM webhooks WHERE site = ? AND id = ?`)
      .bind(site, id)
      .first<Row>();
    return row && fromRow(row);
  }

  /** Adds a webhook, or changes one of the site; its secret stays. */
  async put({ id, site, secret, createdAt, ...settings }: StoredWebhook): Promise<void> {
    await this.db.batch([
      this.db
        .prepare(
          `INSERT INTO webhooks (${columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
           ON CONFLICT (id) DO UPDATE SET url = excluded.url, kinds = excluded.kinds, segments = excluded.segments, paused = excluded.paused
           WHERE webhooks.site = ?2`,
        )
        .bind(
          id,
          site,
          settings.url,
          JSON.stringify(settings.kinds),
          settings.segments ? JSON.stringify(settings.segments) : null,
          secret,
          Number(settings.paused),
          createdAt,
        ),
      this.noteKinds(site),
    ]);
  }

  /** False when the site has no such webhook. */
  async remove(site: SiteId, id: string): Promise<boolean> {
    const [removed] = await this.db.batch([
      this.db.prepare('DELETE FROM webhooks WHERE site = ? AND id = ?').bind(site, id),
      this.db.prepare('DELETE FROM webhook_deliveries WHERE site = ? AND webhook = ?').bind(site, id),
      this.noteKinds(site),
    ]);
    return (removed?.meta.changes ?? 0) > 0;
  }

  /** A site that begins to listen is not told of moves from before. */
  private noteKinds(site: SiteId): D1PreparedStatement {
    return this.db
      .prepare(
        `UPDATE sites SET
           webhook_kinds = (SELECT ifnull(json_group_array(DISTINCT k.value), '[]') FROM webhooks w, json_each(w.kinds) k WHERE w.site = ?1),
           moves_told = CASE WHEN webhook_kinds LIKE '%segment.%' THEN moves_told ELSE (SELECT ifnull(max(id), 0) FROM segment_moves) END
         WHERE id = ?1`,
      )
      .bind(site);
  }
}

function fromRow(row: Row): StoredWebhook {
  return {
    id: row.id,
    site: row.site as SiteId,
    url: row.url,
    kinds: JSON.parse(row.kinds) as WebhookKind[],
    ...(row.segments !== null && { segments: JSON.parse(row.segments) as string[] }),
    secret: row.secret,
    paused: row.paused === 1,
    createdAt: row.created_at,
  };
}
