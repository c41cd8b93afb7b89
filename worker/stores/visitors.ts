import type { SiteId, VisitorId } from '../../shared/schema/names.ts';

/** Browsers of one site, and whose they are. */
export class Visitors {
  private readonly db: D1Database;
  private readonly site: SiteId;

  constructor(db: D1Database, site: SiteId) {
    this.db = db;
    this.site = site;
  }

  /** The profile of a visitor, and whether anything proves who that is; null for one that was never seen. */
  async profile(visitor: VisitorId): Promise<{ n: number; isVerified: boolean } | null> {
    const row = await this.db
      .prepare(
        `SELECT n, EXISTS (SELECT 1 FROM identities i WHERE i.n = v.n AND i.level = 'verified') AS verified
         FROM visitors v WHERE site = ? AND visitor = ?`,
      )
      .bind(this.site, visitor)
      .first<{ n: number; verified: number }>();
    return row && { n: row.n, isVerified: row.verified === 1 };
  }

  /** Gives a visitor that was never seen the profile of a person. */
  async join(visitor: VisitorId, n: number): Promise<void> {
    await this.db
      .prepare('INSERT INTO visitors (site, visitor, n) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
      .bind(this.site, visitor, n)
      .run();
  }
}
