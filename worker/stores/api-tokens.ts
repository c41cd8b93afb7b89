import type { SiteId } from '../../shared/schema/names.ts';
import type { TokenScope } from '../../shared/schema/server-api.ts';

/** A credential of the server API; its secret is known to whoever made it. */
export interface ApiToken {
  id: string;
  site: SiteId;
  name: string;
  scopes: TokenScope[];
  createdAt: number;
  createdBy: string;
  expiresAt: number | null;
  revokedAt: number | null;
  lastUsedAt: number | null;
}

interface Row {
  id: string;
  site: string;
  name: string;
  scopes: string;
  created_at: number;
  created_by: string;
  expires_at: number | null;
  revoked_at: number | null;
  last_used_at: number | null;
}

/** Told to the minute, so that not every request writes. */
const lastUsedEveryMs = 60_000;
const columns = 'id, site, name, scopes, created_at, created_by, expires_at, revoked_at, last_used_at';

export class ApiTokens {
  private readonly db: D1Database;

  constructor(db: D1Database) {
    this.db = db;
  }

  async add(token: Omit<ApiToken, 'revokedAt' | 'lastUsedAt'> & { hash: string }): Promise<void> {
    await this.db
      .prepare(
        `INSERT INTO api_tokens (hash, id, site, name, scopes, created_at, created_by, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .bind(
        token.hash,
        token.id,
        token.site,
        token.name,
        JSON.stringify(token.scopes),
        token.createdAt,
        token.createdBy,
        token.expiresAt,
      )
      .run();
  }

  /** Newest first, also those that are no longer in force. */
  async list(site: SiteId): Promise<ApiToken[]> {
    const { results } = await this.db
      .prepare(`SELECT ${columns} FROM api_tokens WHERE site = ? ORDER BY created_at DESC, id`)
      .bind(site)
      .all<Row>();
    return results.map(fromRow);
  }

  /** The token in force with this hash of its secret; null when there is none, it expired or was revoked. */
  async inForce(hash: string, now: number): Promise<ApiToken | null> {
    const row = await this.db
      .prepare(
        `SELECT ${columns} FROM api_tokens
         WHERE hash = ?1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?2)`,
      )
      .bind(hash, now)
      .first<Row>();
    return row && fromRow(row);
  }

  async noteUse({ id, lastUsedAt }: ApiToken, now: number): Promise<void> {
    if (lastUsedAt !== null && now - lastUsedAt < lastUsedEveryMs) return;
    await this.db.prepare('UPDATE api_tokens SET last_used_at = ? WHERE id = ?').bind(now, id).run();
  }

  /** False when the site has no such token in force. */
  async revoke(site: SiteId, id: string, now: number): Promise<boolean> {
    const { meta } = await this.db
      .prepare('UPDATE api_tokens SET revoked_at = ?3 WHERE site = ?1 AND id = ?2 AND revoked_at IS NULL')
      .bind(site, id, now)
      .run();
    return meta.changes > 0;
  }
}

function fromRow(row: Row): ApiToken {
  return {
    id: row.id,
    site: row.site as SiteId,
    name: row.name,
    scopes: JSON.parse(row.scopes) as TokenScope[],
    createdAt: row.created_at,
    createdBy: row.created_by,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
  };
}
