import type { Warming } from '../../shared/profile/warming.ts';
import type { SiteId } from '../../shared/schema/names.ts';

/** Profiles whose long histories are being counted, and how far that has come. */
export class Warmings {
  private readonly db: D1Database;

  constructor(db: D1Database) {
    this.db = db;
  }

  /** Puts profiles of a site on the list; those that are on it keep their place. */
  async begin(site: SiteId, numbers: readonly number[]): Promise<void> {
    await this.db
      .prepare('INSERT INTO warmings (n, site) SELECT value, ?1 FROM json_each(?2) WHERE true ON CONFLICT DO NOTHING')
      .bind(site, JSON.stringify(numbers))
      .run();
  }

  /** Sites that have anybody on the list. */
  async sites(): Promise<SiteId[]> {
    const { results } = await this.db.prepare('SELECT DISTINCT site FROM warmings').all<{ site: SiteId }>();
    return results.map(({ site }) => site);
  }

  /** The first on the list of a site; null when nobody is. `warming` null before the first page. */
  async first(site: SiteId): Promise<{ n: number; warming: Warming | null } | null> {
    const row = await this.db
      .prepare('SELECT n, body FROM warmings WHERE site = ? ORDER BY n LIMIT 1')
      .bind(site)
      .first<{ n: number; body: string | null }>();
    return row && { n: row.n, warming: row.body === null ? null : (JSON.parse(row.body) as Warming) };
  }

  /** Keeps how far the counting of one has come. */
  async keep(n: number, warming: Warming): Promise<void> {
    await this.db.prepare('UPDATE warmings SET body = ? WHERE n = ?').bind(JSON.stringify(warming), n).run();
  }

  /** Takes one off the list, unless its series are complete only up to an earlier bundle than this, as a merge may have made them. */
  async end(n: number, version: number): Promise<void> {
    await this.db
      .prepare('DELETE FROM warmings WHERE n = ?1 AND NOT EXISTS (SELECT 1 FROM profiles WHERE n = ?1 AND warm < ?2)')
      .bind(n, version)
      .run();
  }
}
