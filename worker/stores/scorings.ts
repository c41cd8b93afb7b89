import type { SiteId } from '../../shared/schema/names.ts';
import { askedFractions, type Buyer, placeOf, type Quantile, type RfmThresholds } from '../../shared/scoring/rfm.ts';
import type { Scored } from '../../shared/scoring/scored.ts';

/** A scoring that is not finished: `thresholds` null while buyers are collected. */
export interface Scoring {
  site: SiteId;
  thresholds: RfmThresholds | null;
  after: number;
}

/** A buyer of the scoring at hand. */
export interface CollectedBuyer extends Buyer {
  n: number;
  /** What they were scored before. */
  scored: Scored;
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
           ON CONFLICT DO UPDATE SET started_at = excluded.started_at, collecting = 1, after_n = 0, finished_at = NULL`,
        )
        .bind(now - dayMs, now),
    ]);
  }

  /** The thresholds in force on a site, and when they were found (epoch ms); null before the first scoring. */
  async latest(site: SiteId): Promise<{ decidedAt: number; thresholds: RfmThresholds } | null> {
    const row = await this.db
      .prepare('SELECT decided_at, thresholds FROM scorings WHERE site = ? AND thresholds IS NOT NULL')
      .bind(site)
      .first<{ decided_at: number; thresholds: string }>();
    return row && { decidedAt: row.decided_at, thresholds: JSON.parse(row.thresholds) as RfmThresholds };
  }

  async open(): Promise<Scoring[]> {
    const { results } = await this.db
      .prepare(
        'SELECT site, iif(collecting, NULL, thresholds) AS thresholds, after_n AS after FROM scorings WHERE finished_at IS NULL',
      )
      .all<{ site: SiteId; thresholds: string | null; after: number }>();
    return results.map((row) => ({
      ...row,
      thresholds: row.thresholds === null ? null : (JSON.parse(row.thresholds) as RfmThresholds),
    }));
  }

  /** Adds a page of buyers and keeps the place, in one transaction. */
  async collect(site: SiteId, buyers: readonly CollectedBuyer[], after: number): Promise<void> {
    const rows = buyers.map(({ n, orders, amountMinor, lastOrderAt, scored }) => [
      n,
      orders,
      amountMinor,
      lastOrderAt,
      JSON.stringify(scored),
    ]);
    await this.db.batch([
      this.db
        .prepare(
          `INSERT INTO buyers (site, n, orders, amount_minor, last_order_at, scored)
           SELECT ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?2)
           WHERE true ON CONFLICT DO NOTHING`,
        )
        .bind(site, JSON.stringify(rows)),
      this.moved(site, after),
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

  /** Buyers are collected: what they are scored by, from the first on. */
  async decide(site: SiteId, thresholds: RfmThresholds, now: number): Promise<void> {
    await this.db
      .prepare('UPDATE scorings SET thresholds = ?2, decided_at = ?3, collecting = 0, after_n = 0 WHERE site = ?1')
      .bind(site, JSON.stringify(thresholds), now)
      .run();
  }

  /** The next buyers to be scored, by number. */
  async buyersAfter(site: SiteId, after: number, limit: number): Promise<CollectedBuyer[]> {
    const { results } = await this.db
      .prepare(
        `SELECT n, orders, amount_minor AS amountMinor, last_order_at AS lastOrderAt, scored FROM buyers
         WHERE site = ? AND n > ? ORDER BY n LIMIT ?`,
      )
      .bind(site, after, limit)
      .all<Omit<CollectedBuyer, 'scored'> & { scored: string }>();
    return results.map((row) => ({ ...row, scored: JSON.parse(row.scored) as Scored }));
  }

  async keepPlace(site: SiteId, after: number): Promise<void> {
    await this.moved(site, after).run();
  }

  /** The scoring is done; what it collected is needed no more. */
  async finish(site: SiteId, now: number): Promise<void> {
    await this.db.batch([
      this.db.prepare('UPDATE scorings SET finished_at = ?2 WHERE site = ?1').bind(site, now),
      this.db.prepare('DELETE FROM buyers WHERE site = ?').bind(site),
    ]);
  }

  private moved(site: SiteId, after: number): D1PreparedStatement {
    return this.db.prepare('UPDATE scorings SET after_n = ?2 WHERE site = ?1').bind(site, after);
  }
}
