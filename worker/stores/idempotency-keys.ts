import type { SiteId } from '../../shared/schema/names.ts';

/** What is known of a key; `status` is null while its first request runs. */
export interface KnownKey {
  request: string;
  status: number | null;
  body: string | null;
}

const keptMs = 86_400_000;
/** A request that was cut off, with its Worker, holds its key no longer. */
const longestRunMs = 60_000;

/** Idempotency keys of one site. */
export class IdempotencyKeys {
  private readonly db: D1Database;
  private readonly site: SiteId;

  constructor(db: D1Database, site: SiteId) {
    this.db = db;
    this.site = site;
  }

  /** Takes a key for a request; answers what is known when it is taken already. */
  async begin(key: string, request: string, now: number): Promise<KnownKey | null> {
    const [, taken, known] = await this.db.batch<KnownKey>([
      this.db
        .prepare(
          `DELETE FROM idempotency_keys WHERE site = ?1 AND key = ?2 AND (at < ?3 OR (status IS NULL AND at < ?4))`,
        )
        .bind(this.site, key, now - keptMs, now - longestRunMs),
      this.db
        .prepare('INSERT INTO idempotency_keys (site, key, request, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING')
        .bind(this.site, key, request, now),
      this.db
        .prepare('SELECT request, status, body FROM idempotency_keys WHERE site = ? AND key = ?')
        .bind(this.site, key),
    ]);
    return taken?.meta.changes ? null : (known?.results[0] ?? null);
  }

  async finish(key: string, answer: { status: number; body: string }): Promise<void> {
    await this.db
      .prepare('UPDATE idempotency_keys SET status = ?3, body = ?4 WHERE site = ?1 AND key = ?2')
      .bind(this.site, key, answer.status, answer.body)
      .run();
  }

  async forget(key: string): Promise<void> {
    await this.db.prepare('DELETE FROM idempotency_keys WHERE site = ? AND key = ?').bind(this.site, key).run();
  }
}
