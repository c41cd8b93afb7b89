import type { SiteId } from '../../shared/schema/names.ts';

/** A walk over the profiles of a site that published: for which bundle, and how far it got. */
export interface Walk {
  site: SiteId;
  version: number;
  after: number;
}

/** How far a walk has come; `total` null before its first page. */
export interface WalkProgress {
  passed: number;
  total: number | null;
  /** Segments whose meaning is no newer than this version were complete before the walk, and are. */
  complete: number;
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

  /** Of the walk of a site; null when there is none: then everything is complete. */
  async progress(site: SiteId): Promise<WalkProgress | null> {
    return this.db
      .prepare('SELECT min(passed, ifnull(total, passed)) AS passed, total, complete FROM rescans WHERE site = ?')
      .bind(site)
      .first<WalkProgress>();
  }

  /** Notes once how many there are to walk over. */
  async measure({ site, version }: Walk): Promise<void> {
    await this.db
      .prepare(
        `UPDATE rescans SET total = (SELECT total FROM segment_sizes WHERE site = ?1 AND ordinal = 0 AND since = 0)
         WHERE site = ?1 AND version = ?2 AND total IS NULL`,
      )
      .bind(site, version)
      .run();
  }

  /** Moves on, unless another run is further or the site published meanwhile and the walk begins again. */
  async advance({ site, version }: Walk, { to, passed }: { to: number; passed: number }): Promise<void> {
    await this.db
      .prepare(
        `UPDATE rescans SET after_n = ?3, passed = passed + ?4 WHERE site = ?1 AND version = ?2 AND after_n < ?3`,
      )
      .bind(site, version, to, passed)
      .run();
  }

  /** The walk is done, unless it began again or long histories of the site are still being counted. */
  async close({ site, version }: Walk): Promise<void> {
    await this.db
      .prepare(
        `DELETE FROM rescans
         WHERE site = ?1 AND version = ?2 AND NOT EXISTS (SELECT 1 FROM warmings WHERE site = ?1)`,
      )
      .bind(site, version)
      .run();
  }
}
