import type { SiteId } from '../../shared/schema/names.ts';
import { type ProfileRange, source, usable } from './population.ts';
import type { InsightColumns } from './population-insights.ts';
import type { SegmentOrders } from './segment-day-walks.ts';

/** Columns of `profile_facts` that orders are summed up from, and the bundle version that rows need to be at to have them. */
export interface OrderColumns extends Pick<InsightColumns, 'orders_placed' | 'gross_total' | 'order_total'> {
  since: number;
}

/** What members of stored segments ordered, by the memberships that their profiles keep. */
export class MemberOrders {
  private readonly db: D1Database;
  private readonly site: SiteId;

  constructor(db: D1Database, site: SiteId) {
    this.db = db;
    this.site = site;
  }

  /** Sums over a range, by segment; only of profiles whose columns tell. `segments`: each ordinal and the version its meaning is of. */
  async sums(
    range: Omit<ProfileRange, 'sampled'>,
    columns: OrderColumns,
    segments: readonly { ordinal: number; since: number }[],
  ): Promise<SegmentOrders[]> {
    const { orders_placed, gross_total, order_total, since } = columns;
    const { results } = await this.db
      .prepare(
        `SELECT m.value AS ordinal, sum(placed) AS orders, sum(gross) AS grossMinor, sum(net) AS netMinor
         FROM (SELECT n, ${orders_placed} AS placed, ifnull(${gross_total}, 0) AS gross, ifnull(${order_total}, 0) AS net
           FROM ${source({ sampled: false })} AND ${usable} AND ${orders_placed} > 0) f
         CROSS JOIN profiles p ON p.n = f.n CROSS JOIN json_each(p.members) m
         WHERE EXISTS (SELECT 1 FROM json_each(?1) s WHERE s.value ->> 0 = m.value AND s.value ->> 1 <= p.evaluated)
         GROUP BY 1`,
      )
      .bind(
        JSON.stringify(segments.map((segment) => [segment.ordinal, segment.since])),
        this.site,
        range.after,
        range.upTo,
        since,
      )
      .all<SegmentOrders>();
    return results;
  }

  /** Numbers of profiles that have to be read, ascending. */
  async untold(range: Omit<ProfileRange, 'sampled'>, since: number, limit: number): Promise<number[]> {
    const { results } = await this.db
      .prepare(`SELECT n FROM ${source({ sampled: false })} AND NOT (${usable}) ORDER BY n LIMIT ?1`)
      .bind(limit, this.site, range.after, range.upTo, since)
      .all<{ n: number }>();
    return results.map(({ n }) => n);
  }
}
