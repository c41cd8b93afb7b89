import type { SizeDelta } from '../../shared/profile/memberships.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import type { SegmentSize } from './segment-sizes.ts';

/** Everybody is counted like a segment; those begin at 1. */
const everybody = { ordinal: 0, since: 0 };

type Counted = { identified: boolean } | null;

/** How the number of a site's people changes with one profile; null before it is made, and after it is gone. */
export function peopleDelta(before: Counted, after: Counted): SizeDelta[] {
  const total = Number(after !== null) - Number(before !== null);
  const identified = Number(after?.identified ?? false) - Number(before?.identified ?? false);
  return total === 0 && identified === 0 ? [] : [{ ...everybody, total, identified }];
}

/** How many people a site has. */
export async function countPeople(db: D1Database, site: SiteId): Promise<SegmentSize> {
  const row = await db
    .prepare('SELECT total, identified FROM segment_sizes WHERE site = ? AND ordinal = ? AND since = ?')
    .bind(site, everybody.ordinal, everybody.since)
    .first<SegmentSize>();
  return row ?? { total: 0, identified: 0 };
}
