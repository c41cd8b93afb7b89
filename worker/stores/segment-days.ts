import type { SiteId } from '../../shared/schema/names.ts';

/** What a segment was on a day. Money is integer minor units of the site's currency. */
export interface SegmentDay {
  /** Days since the epoch. */
  day: number;
  /** Epoch ms at which its people were counted. */
  at: number;
  total: number;
  identified: number;
  /** Of every status, all there were until then. */
  orders: number;
  grossMinor: number;
  netMinor: number;
}

/** A day is kept for so long: a year, and a month to compare with. */
export const keptDays = 400;

const columns = 'd.day, d.at, d.total, d.identified, d.orders, d.gross_minor AS grossMinor, d.net_minor AS netMinor';

/** The days that are done with, of a segment, the longest ago first; `isOther`: of a meaning that it has no longer. */
export async function daysOf(
  db: D1Database,
  site: SiteId,
  ordinal: number,
): Promise<(SegmentDay & { isOther: boolean })[]> {
  const { results } = await db
    .prepare(
      `SELECT ${columns}, d.since IS NOT f.since AS isOther FROM segment_days d
       JOIN definitions f ON f.site = d.site AND f.kind = 'segment' AND f.ordinal = d.ordinal
       WHERE d.site = ?1 AND d.ordinal = ?2 AND ${isDone} ORDER BY d.day`,
    )
    .bind(site, ordinal)
    .all<SegmentDay & { isOther: number }>();
  return results.map((row) => ({ ...row, isOther: row.isOther === 1 }));
}

/** The latest day of every published segment, by ordinal; none for one whose meaning has changed since. */
export async function latestDays(db: D1Database, site: SiteId): Promise<Map<number, SegmentDay>> {
  const { results } = await db
    .prepare(
      `SELECT d.ordinal, ${columns} FROM definitions f
       JOIN segment_days d ON d.site = f.site AND d.ordinal = f.ordinal AND d.since = f.since AND d.day =
         (SELECT max(d.day) FROM segment_days d WHERE d.site = f.site AND d.ordinal = f.ordinal AND ${isDone})
       WHERE f.site = ?1 AND f.kind = 'segment'`,
    )
    .bind(site)
    .all<SegmentDay & { ordinal: number }>();
  return new Map(results.map(({ ordinal, ...day }) => [ordinal, day]));
}

/** Orders are still being summed up for none of these. */
const isDone =
  'NOT EXISTS (SELECT 1 FROM segment_day_walks w WHERE w.site = d.site AND w.day = d.day AND w.after_n >= 0)';
