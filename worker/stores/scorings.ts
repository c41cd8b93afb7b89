import type { SiteId } from '../../shared/schema/names.ts';
import type { PotentialDraft, PotentialScale } from '../../shared/scoring/potential.ts';
import { askedFractions, type Buyer, placeOf, type Quantile, type RfmThresholds } from '../../shared/scoring/rfm.ts';

/** What everybody of a site is scored by; `potential` null when nobody was here lately. */
export interface ScoreScale {
  thresholds: RfmThresholds;
  potential: PotentialScale | null;
}

/** A scoring that is not finished: `scale` null while people are compared, `draft` how far that is; null before the first page. */
export interface Scoring {
  site: SiteId;
  scale: ScoreScale | null;
  draft: PotentialDraft | null;
  after: number;
}

const dayMs = 86_400_000;

/** Daily scorings of sites, and how far they have come. */
export class Scorings {
  private readonly db: D1Database;

  constructor(db: D1Database) {
    this.db = db;
  }

  /** Begins the scoring of every published site whose last one began a day ago or more, and is finished. */
  async beginDue(now: number): Promise<void> {
    const due = `SELECT id FROM sites s LEFT JOIN scorings x ON x.site = s.id
      WHERE s.bundle_version > 0 AND (x.site IS NULL OR (x.finished_at IS NOT NULL AND x.started_at <= ?1))`;
    await this.db.batch([
      this.db.prepare(`DELETE FROM buyers WHERE site IN (${due})`).bind(now - dayMs),
      this.db
        .prepare(
          `INSERT INTO scorings (site, started_at, after_n, collecting) SELECT id, ?2, 0, 1 FROM (${due}) WHERE true
           ON CONFLICT DO UPDATE SET started_at = excluded.started_at, collecting = 1, after_n = 0, draft = NULL, finished_at = NULL`,
        )
        .bind(now - dayMs, now),
    ]);
  }

  /** What is in force on a site, and since when (epoch ms); null before the first scoring. */
  async latest(site: SiteId): Promise<({ decidedAt: number } & ScoreScale) | null> {
    const row = await this.db
      .prepare('SELECT decided_at, thresholds, potential FROM scorings WHERE site = ? AND thresholds IS NOT NULL')
      .bind(site)
      .first<{ decided_at: number; thresholds: string; potential: string | null }>();
    return row && { decidedAt: row.decided_at, ...scaleOf(row.thresholds, row.potential) };
  }

  async open(): Promise<Scoring[]> {
    const { results } = await this.db
      .prepare(
        `SELECT site, iif(collecting, NULL, thresholds) AS thresholds, potential, draft, after_n AS after
         FROM scorings WHERE finished_at IS NULL`,
      )
      .all<Record<'thresholds' | 'potential' | 'draft', string | null> & { site: SiteId; after: number }>();
    return results.map(({ thresholds, potential, draft, ...row }) => ({
      ...row,
      scale: thresholds === null ? null : scaleOf(thresholds, potential),
      draft: draft === null ? null : (JSON.parse(draft) as PotentialDraft),
    }));
  }

  /** Adds a page of people and keeps the place, in one transaction, with whatever `also` is to be written. */
  async collect(
    site: SiteId,
    page: {
      buyers: readonly (Pick<Buyer, 'orders' | 'amountMinor'> & { n: number })[];
      draft: PotentialDraft;
      after: number;
      also: readonly D1PreparedStatement[];
    },
  ): Promise<void> {
    await this.db.batch([
      this.db
        .prepare(
          `INSERT INTO buyers (site, n, orders, amount_minor) SELECT ?1, value ->> 0, value ->> 1, value ->> 2 FROM json_each(?2)
           WHERE true ON CONFLICT DO NOTHING`,
        )
        .bind(site, JSON.stringify(page.buyers.map(({ n, orders, amountMinor }) => [n, orders, amountMinor]))),
      ...page.also,
      this.db
        .prepare('UPDATE scorings SET after_n = ?2, draft = ?3 WHERE site = ?1')
        .bind(site, page.after, JSON.stringify(page.draft)),
    ]);
  }

  /** Sums over all buyers of the scoring, and their sorted values. */
  async totals(site: SiteId): Promise<{
    totals: { buyers: number; orders: number; amountMinor: number };
    quantiles: { orders: Quantile; amounts: Quantile };
  }> {
    const sums = await this.db
      .prepare(
        `SELECT count(*) AS buyers, ifnull(sum(orders), 0) AS orders, ifnull(sum(amount_minor), 0) AS amountMinor
         FROM buyers WHERE site = ?`,
      )
      .bind(site)
      .first<{ buyers: number; orders: number; amountMinor: number }>();
    const totals = sums ?? { buyers: 0, orders: 0, amountMinor: 0 };
    const [orders, amounts] = await Promise.all([
      this.quantile(site, 'orders', totals.buyers),
      this.quantile(site, 'amount_minor', totals.buyers),
    ]);
    return { totals, quantiles: { orders, amounts } };
  }

  private async quantile(site: SiteId, column: 'orders' | 'amount_minor', count: number): Promise<Quantile> {
    const places = [...new Set(askedFractions.map((fraction) => placeOf(fraction, count)))];
    const { results } = await this.db
      .prepare(
        `SELECT place, value FROM (SELECT ${column} AS value, row_number() OVER (ORDER BY ${column}) AS place
         FROM buyers WHERE site = ?1) WHERE place IN (SELECT value FROM json_each(?2))`,
      )
      .bind(site, JSON.stringify(places))
      .all<{ place: number; value: number }>();
    const values = new Map(results.map(({ place, value }) => [place, value]));
    return (fraction) => values.get(placeOf(fraction, count)) ?? 0;
  }

  /** Everybody is compared: what they are scored by, from the first on. */
  async decide(site: SiteId, { thresholds, potential }: ScoreScale, now: number): Promise<void> {
    await this.db
      .prepare(
        `UPDATE scorings SET thresholds = ?2, potential = ?3, decided_at = ?4, collecting = 0, draft = NULL, after_n = 0
         WHERE site = ?1`,
      )
      .bind(site, JSON.stringify(thresholds), potential && JSON.stringify(potential), now)
      .run();
  }

  async keepPlace(site: SiteId, after: number): Promise<void> {
    await this.db.prepare('UPDATE scorings SET after_n = ?2 WHERE site = ?1').bind(site, after).run();
  }

  /** The scoring is done; what it collected is needed no more. */
  async finish(site: SiteId, now: number): Promise<void> {
    await this.db.batch([
      this.db.prepare('UPDATE scorings SET finished_at = ?2 WHERE site = ?1').bind(site, now),
      this.db.prepare('DELETE FROM buyers WHERE site = ?').bind(site),
    ]);
  }
}

function scaleOf(thresholds: string, potential: string | null): ScoreScale {
  return {
    thresholds: JSON.parse(thresholds) as RfmThresholds,
    potential: potential === null ? null : (JSON.parse(potential) as PotentialScale),
  };
}
