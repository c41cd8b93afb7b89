import { isLiveRule } from '../../../shared/rules/is-live-rule.ts';
import type { Rule } from '../../../shared/rules/rule.ts';
import type { Campaign } from '../../../shared/schema/campaign.ts';
import type { StoredDefinition } from '../../stores/definitions.ts';
import { definitionState } from './definition-state.ts';

/** Counted by delta; a live segment has no number, an unpublished one not yet. */
export type SegmentSize =
  | { kind: 'counted'; total: number; identified: number }
  | { kind: 'live' }
  | { kind: 'unpublished' };

interface Surroundings {
  sizes: Map<number, { total: number; identified: number }>;
  campaigns: StoredDefinition<'campaign'>[];
  /** Published rules of all segments by id: one may name another. */
  rules: ReadonlyMap<string, Rule>;
}

/** What segments that name others are looked up in. */
export function publishedRules(segments: readonly StoredDefinition<'segment'>[]): Map<string, Rule> {
  return new Map(segments.flatMap(({ id, published }) => (published ? [[id, published.rule]] : [])));
}

/** A segment as the console lists it. */
export function segmentRow(segment: StoredDefinition<'segment'>, { sizes, campaigns, rules }: Surroundings) {
  return {
    id: segment.id,
    revision: segment.revision,
    state: definitionState(segment),
    draft: segment.draft,
    size: sizeOf(segment, sizes, rules),
    usedBy: campaigns
      .filter(({ draft, published }) => names(draft, segment.id) || (published && names(published, segment.id)))
      .map(({ id, draft }) => ({ id, name: draft.name })),
    updatedAt: segment.updatedAt,
  };
}

function sizeOf(
  segment: StoredDefinition<'segment'>,
  sizes: Surroundings['sizes'],
  rules: Surroundings['rules'],
): SegmentSize {
  if (!segment.published) return { kind: 'unpublished' };
  if (isLiveRule(segment.published.rule, rules)) return { kind: 'live' };
  return { kind: 'counted', total: 0, identified: 0, ...sizes.get(segment.ordinal) };
}

function names({ audience }: Campaign, segment: string): boolean {
  return audience.include.includes(segment) || audience.exclude.includes(segment);
}
