import type { SegmentRow } from '../api.ts';

/** Every tag that segments bear, by the alphabet. */
export function tagsIn(segments: readonly Pick<SegmentRow, 'draft'>[]): string[] {
  return [...new Set(segments.flatMap(({ draft }) => draft.tags ?? []))].sort((a, b) => a.localeCompare(b));
}
