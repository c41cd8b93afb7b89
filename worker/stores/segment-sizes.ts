import type { SiteId } from '../../shared/schema/names.ts';

export interface SegmentSize {
  total: number;
  identified: number;
}

/** Sizes of a site's published segments by ordinal, as their meaning is now; a segment nobody is in has no entry. */
export async function segmentSizes(db: D1Database, site: SiteId): Promise<Map<number, SegmentSize>> {
  const { results } = await db
    .prepare(
      `SELECT z.ordinal, z.total, z.identified FROM segment_sizes z
       JOIN definitions d ON d.site = z.site AND d.kind = 'segment' AND d.ordinal = z.ordinal AND d.since = z.since
       WHERE z.site = ?`,
    )
    .bind(site)
    .all<SegmentSize & { ordinal: number }>();
  return new Map(results.map(({ ordinal, total, identified }) => [ordinal, { total, identified }]));
}
