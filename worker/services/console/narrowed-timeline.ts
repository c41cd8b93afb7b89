import { type TimelineKind, timelineKindOf } from '../../../shared/profile/timeline-kinds.ts';
import { readTimeline, type TimelinePage } from '../../stores/timeline.ts';

/** One call looks through so many pages at most; the next goes on after them. */
const maxPages = 10;

/** So many events are enough for one answer. */
const enough = 20;

/** The newest events of some kinds (of every kind where there is none), looked for page by page; `next` may follow an empty answer. */
export async function narrowedTimeline(
  db: D1Database,
  { kinds, before, ...profile }: Parameters<typeof readTimeline>[1] & { kinds: readonly TimelineKind[] },
): Promise<TimelinePage> {
  const page: TimelinePage = { events: [], next: before };
  for (let count = 0; count < maxPages && page.events.length < enough; count += 1) {
    const read = await readTimeline(db, { ...profile, before: page.next });
    page.events.push(...read.events.filter(({ name }) => kinds.length === 0 || kinds.includes(timelineKindOf(name))));
    page.next = read.next;
    // Everything is wanted: one page is what there is to show.
    if (read.next === null || kinds.length === 0) break;
  }
  return page;
}
