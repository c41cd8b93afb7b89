import type { SiteId, VisitorId } from '../../shared/schema/names.ts';

/** Which visitors of a site are imagined ones, so that all of them can be removed. */
export class SamplePeople {
  private readonly db: D1Database;
  private readonly site: SiteId;

  constructor(db: D1Database, site: SiteId) {
    this.db = db;
    this.site = site;
  }

  async count(): Promise<number> {
    const sql = 'SELECT count(*) AS c FROM sample_people WHERE site = ?';
    return (await this.db.prepare(sql).bind(this.site).first<number>('c')) ?? 0;
  }

  /** Has a page of the site itself ever sent anything? */
  async isAnybodyReal(): Promise<boolean> {
    const sql = `SELECT EXISTS (SELECT 1 FROM visitors v WHERE v.site = ?1
      AND NOT EXISTS (SELECT 1 FROM sample_people s WHERE s.site = ?1 AND s.visitor = v.visitor)) AS yes`;
    return (await this.db.prepare(sql).bind(this.site).first<number>('yes')) === 1;
  }

  async add(visitor: VisitorId): Promise<void> {
    await this.db
      .prepare('INSERT OR IGNORE INTO sample_people (site, visitor) VALUES (?, ?)')
      .bind(this.site, visitor)
      .run();
  }

  /** A few, with their profiles; `n` is null for one that has none (any more). */
  async some(limit: number): Promise<{ visitor: VisitorId; n: number | null }[]> {
    const { results } = await this.db
      .prepare(
        `SELECT s.visitor, v.n FROM sample_people s LEFT JOIN visitors v ON v.site = s.site AND v.visitor = s.visitor
         WHERE s.site = ? LIMIT ?`,
      )
      .bind(this.site, limit)
      .all<{ visitor: VisitorId; n: number | null }>();
    return results;
  }

  async forget(visitor: VisitorId): Promise<void> {
    await this.db.prepare('DELETE FROM sample_people WHERE site = ? AND visitor = ?').bind(this.site, visitor).run();
  }
}
