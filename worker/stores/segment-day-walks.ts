import type { SiteId } from '../../shared/schema/names.ts';
import { keptDays } from './segment-days.ts';

/** A day of a site that is being recorded: orders of profiles after `after` are not summed up yet. */
export interface DayWalk {
  site: SiteId;
  day: number;
  /** Of the bundle in force. */
  version: number;
  after: number;
}

/** What the people of one segment ordered. */
export interface SegmentOrders {
  ordinal: number;
  orders: number;
  grossMinor: number;
  netMinor: number;
}

/** Sites whose day is not begun yet, or has to begin anew because somebody published meanwhile; none whose people are still being evaluated. */
export async function dueDays(db: D1Database, day: number): Promise<Omit<DayWalk, 'after'>[]> {
  const { results } = await db
    .prepare(
      `SELECT s.id AS site, ?1 AS day, s.bundle_version AS version FROM sites s LEFT JOIN segment_day_walks w ON w.site = s.id
       WHERE s.bundle_version > 0 AND NOT EXISTS (SELECT 1 FROM rescans r WHERE r.site = s.id)
         AND (w.site IS NULL OR w.day < ?1 OR (w.after_n >= 0 AND w.version <> s.bundle_version))`,
    )
    .bind(day)
    .all<Omit<DayWalk, 'after'>>();
  return results;
}

/** Days that are begun and not done, of sites that have not published since. */
export async function openDays(db: D1Database): Promise<DayWalk[]> {
  const { results } = await db
    .prepare(
      `SELECT w.site, w.day, w.version, w.after_n AS after FROM segment_day_walks w
       JOIN sites s ON s.id = w.site AND s.bundle_version = w.version WHERE w.after_n >= 0`,
    )
    .all<DayWalk>();
  return results;
}

/** Records the sizes of these segments, lets go of days that were kept long enough, and begins to sum up orders, in one transaction. */
export async function beginDay(
  db: D1Database,
  { site, day, version }: Omit<DayWalk, 'after'>,
  { segments, now }: { segments: readonly { ordinal: number; since: number }[]; now: number },
): Promise<void> {
  const every = "SELECT ordinal FROM definitions WHERE site = ?1 AND kind = 'segment'";
  const counted = JSON.stringify(segments.map(({ ordinal, since }) => [ordinal, since]));
  await db.batch([
    db
      .prepare(`DELETE FROM segment_days WHERE site = ?1 AND ordinal IN (${every}) AND day < ?2`)
      .bind(site, day - keptDays),
    db.prepare(`DELETE FROM segment_days WHERE site = ?1 AND ordinal IN (${every}) AND day = ?2`).bind(site, day),
    db
      .prepare(
        `INSERT INTO segment_days (site, ordinal, day, since, at, total, identified)
         SELECT ?1, value ->> 0, ?2, value ->> 1, ?3, ifnull(z.total, 0), ifnull(z.identified, 0) FROM json_each(?4)
         LEFT JOIN segment_sizes z ON z.site = ?1 AND z.ordinal = value ->> 0 AND z.since = value ->> 1`,
      )
      .bind(site, day, now, counted),
    db
      .prepare('INSERT OR REPLACE INTO segment_day_walks (site, day, version, after_n) VALUES (?1, ?2, ?3, 0)')
      .bind(site, day, version),
  ]);
}

/** Adds what a range of profiles ordered and moves on, in one transaction; nothing where another run was there first. `to` null: done. */
export async function addOrders(
  db: D1Database,
  { site, day, version, after }: DayWalk,
  { sums, to }: { sums: readonly SegmentOrders[]; to: number | null },
): Promise<void> {
  const rows = sums.map(({ ordinal, orders, grossMinor, netMinor }) => [ordinal, orders, grossMinor, netMinor]);
  const isHere = 'site = ?1 AND day = ?2 AND version = ?3 AND after_n = ?4';
  await db.batch([
    db
      .prepare(
        `UPDATE segment_days SET orders = orders + (s.value ->> 1), gross_minor = gross_minor + (s.value ->> 2),
           net_minor = net_minor + (s.value ->> 3)
         FROM json_each(?5) s
         WHERE segment_days.site = ?1 AND ordinal = s.value ->> 0 AND segment_days.day = ?2
           AND EXISTS (SELECT 1 FROM segment_day_walks WHERE ${isHere})`,
      )
      .bind(site, day, version, after, JSON.stringify(rows)),
    db.prepare(`UPDATE segment_day_walks SET after_n = ?5 WHERE ${isHere}`).bind(site, day, version, after, to ?? -1),
  ]);
}
