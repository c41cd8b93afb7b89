import type { SiteId } from '../../shared/schema/names.ts';

/** A walk over the profiles of a site that published: for which bundle, and how far it got. */
export interface Walk {
  site: SiteId;
  version: number;
  after: number;
}

/** Where the walks over the profiles of sites that published have got to. */
export class Rescans {
  private readonly db: D1Database;

  constructor(db: D1Database) {
    this.db = db;
  }

  /** Walks that are not done, of one site or of all. */
  async open(site?: SiteId): Promise<Walk[]> {
    const { results } = await this.db
      .prepare('SELECT site, version, after_n AS after FROM rescans WHERE ?1 IS NULL OR site = ?1')
      .bind(site ?? null)
      .all<Walk>();
    return results;
  }

  /** Moves on, unless the site published meanwhile and the walk begins again. */
  async advance({ site, version }: Walk, to: number): Promise<void> {
    await this.db
      .prepare('UPDATE rescans SET after_n = ?3 WHERE site = ?1 AND version = ?2')
      .bind(site, version, to)
      .run();
  }

  /** The walk is done, unless it began again. */
  async close({ site, version }: Walk): Promise<void> {
    await this.db.prepare('DELETE FROM rescans WHERE site = ?1 AND version = ?2').bind(site, version).run();
  }
}
