import { referencesIn } from '../../../shared/publish/segment-faults.ts';
import { isLiveRule } from '../../../shared/rules/is-live-rule.ts';
import type { Rule } from '../../../shared/rules/rule.ts';
import type { Campaign } from '../../../shared/schema/campaign.ts';
import type { StoredDefinition } from '../../stores/definitions.ts';
import type { WalkProgress } from '../../stores/rescans.ts';
import type { SegmentDay } from '../../stores/segment-days.ts';
import { definitionState } from './definition-state.ts';

/**
 * Counted by delta, `counting` while profiles are still to be looked at since the last publish; a live segment has no number, an
 * unpublished one not yet, but a static one knows how many are on it.
 */
export type SegmentSize =
  | { kind: 'counted'; total: number; identified: number; counting?: { passed: number; total: number | null } }
  | { kind: 'listed'; total: number }
  | { kind: 'live' }
  | { kind: 'unpublished' };

interface Surroundings {
  sizes: Map<number, { total: number; identified: number }>;
  segments: StoredDefinition<'segment'>[];
  campaigns: StoredDefinition<'campaign'>[];
  /** Published rules of all segments by id: one may name another. */
  rules: ReadonlyMap<string, Rule>;
  /** Members of static segments by ordinal, whatever their consent. */
  totals: ReadonlyMap<number, number>;
  /** By ordinal. */
  days: ReadonlyMap<number, SegmentDay>;
  /** Of the walk that the last publish asked for; null when it is done. */
  walk: WalkProgress | null;
}

/** What segments that name others are looked up in. */
export function publishedRules(segments: readonly StoredDefinition<'segment'>[]): Map<string, Rule> {
  return new Map(segments.flatMap(({ id, published }) => (published ? [[id, published.rule]] : [])));
}

/** A segment as the console lists it. */
export function segmentRow(segment: StoredDefinition<'segment'>, around: Surroundings) {
  return {
    id: segment.id,
    kind: segment.draft.kind ?? 'dynamic',
    revision: segment.revision,
    state: definitionState(segment),
    draft: segment.draft,
    size: sizeOf(segment, around),
    usedBy: usersOf(segment.id, around),
    /** What its people had ordered when that was recorded last; null where it never was, as of a live segment. */
    ordered: around.days.get(segment.ordinal) ?? null,
    createdAt: segment.createdAt,
    updatedAt: segment.updatedAt,
    archivedAt: segment.archivedAt,
  };
}

function sizeOf(segment: StoredDefinition<'segment'>, { sizes, rules, totals, walk }: Surroundings): SegmentSize {
  if (!segment.published) {
    const total = totals.get(segment.ordinal);
    return total === undefined ? { kind: 'unpublished' } : { kind: 'listed', total };
  }
  if (isLiveRule(segment.published.rule, rules)) return { kind: 'live' };
  const size: SegmentSize = { kind: 'counted', total: 0, identified: 0, ...sizes.get(segment.ordinal) };
  const isCounting = walk !== null && (segment.since ?? 0) > walk.complete;
  return isCounting ? { ...size, counting: { passed: walk.passed, total: walk.total } } : size;
}

/** Definitions that name a segment, as they are edited or as they are published. */
export function usersOf(id: string, { segments, campaigns }: Pick<Surroundings, 'segments' | 'campaigns'>) {
  const isNamed = (rule: Rule | undefined) =>
    rule !== undefined && referencesIn(rule, '').some(({ segment }) => segment === id);
  const isAudience = ({ audience }: Campaign) =>
    audience.include.includes(id) || audience.exclude.includes(id) || isNamed(audience.rule);
  const either = <Definition>({ draft, published }: Versions<Definition>, names: (one: Definition) => boolean) =>
    names(draft) || (published !== null && names(published));
  return [
    ...segments.filter((one) => either(one, ({ rule }) => isNamed(rule))).map((one) => userRow('segment', one)),
    ...campaigns.filter((one) => either(one, isAudience)).map((one) => userRow('campaign', one)),
  ];
}

interface Versions<Definition> {
  draft: Definition;
  published: Definition | null;
}

function userRow(kind: 'segment' | 'campaign', { id, draft }: { id: string; draft: { name: string } }) {
  return { kind, id, name: draft.name };
}
