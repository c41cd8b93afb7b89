import type { SiteId } from '../../shared/schema/names.ts';

export const identityAlgorithms = ['HS256', 'ES256'] as const;
export type IdentityAlgorithm = (typeof identityAlgorithms)[number];

/** A key that signs identity tokens. */
export interface IdentityKey {
  id: string;
  algorithm: IdentityAlgorithm;
  /** HS256: the secret, sealed. ES256: the public key as JWK, JSON. */
  material: string;
  createdAt: number;
  revokedAt: number | null;
}

interface Row {
  id: string;
  algorithm: IdentityAlgorithm;
  material: string;
  created_at: number;
  revoked_at: number | null;
}

/** Keys of one site. */
export class IdentityKeys {
  private readonly db: D1Database;
  private readonly site: SiteId;

  constructor(db: D1Database, site: SiteId) {
    this.db = db;
    this.site = site;
  }

  async add(key: Pick<IdentityKey, 'id' | 'algorithm' | 'material'>, now: number): Promise<void> {
    await this.db
      .prepare('INSERT INTO identity_keys (site, id, algorithm, material, created_at) VALUES (?, ?, ?, ?, ?)')
      .bind(this.site, key.id, key.algorithm, key.material, now)
      .run();
  }

  /** Newest first, revoked ones too. */
  async list(): Promise<IdentityKey[]> {
    const { results } = await this.db
      .prepare(
        'SELECT id, algorithm, material, created_at, revoked_at FROM identity_keys WHERE site = ? ORDER BY created_at DESC',
      )
      .bind(this.site)
      .all<Row>();
    return results.map(({ created_at: createdAt, revoked_at: revokedAt, ...key }) => ({
      ...key,
      createdAt,
      revokedAt,
    }));
  }

  /** False when there is no such key in force. */
  async revoke(id: string, now: number): Promise<boolean> {
    const { meta } = await this.db
      .prepare('UPDATE identity_keys SET revoked_at = ?3 WHERE site = ?1 AND id = ?2 AND revoked_at IS NULL')
      .bind(this.site, id, now)
      .run();
    return meta.changes > 0;
  }
}
