import type { Facts } from '../profile/facts-of.ts';
import type { Bundle, BundleCampaign, BundleSegment } from '../schema/bundle.ts';
import { isTimeZone } from './calendar.ts';
import type { RuleTable } from './evaluation.ts';
import { linkPlans } from './link-plans.ts';
import { type Answer, type LeafAnswers, match } from './match.ts';
import type { Moment } from './moment.ts';
import type { Program } from './program.ts';
import { type PartialAnswer, residual } from './residual.ts';
import { type SegmentAnswers, SegmentMatcher } from './segment-matcher.ts';
import { SegmentRematcher } from './segment-rematcher.ts';

/** A bundle ready to answer. Opaque: how it keeps its predicates is its own affair. */
export interface LinkedBundle {
  readonly bundle: Bundle;
  readonly segments: readonly BundleSegment[];
  readonly campaigns: readonly BundleCampaign[];
  /** Answers all stored segments, by their places in `segments`; live ones do not hold. Good until it is asked again. */
  matchSegments(moment: Moment): SegmentAnswers;
  /**
   * The stored segments that hold, by ordinal, after facts have changed: from those that held of the facts as they were, which time alone
   * does not change before `until`. Null when this says nothing for now. `until` of the answer is no later than `matchSegments` would say.
   */
  rematchSegments(
    earlier: { facts: Facts; members: readonly number[]; until: number },
    moment: Moment,
  ): { members: number[]; until: number } | null;
  /** Facts are not to change between two questions of one moment. */
  match(program: Program, moment: Moment): Answer;
  residual(program: Program, moment: Moment): PartialAnswer;
}

/** Links a published bundle. Nothing is compiled here: a cold isolate has little time. */
export function link(bundle: Bundle): LinkedBundle {
  const table: RuleTable = {
    predicates: bundle.predicates,
    measures: new Map(bundle.measures.map((measure) => [measure.id, measure])),
    purposes: bundle.purposes,
    // A zone that this platform does not know must not stop the visitors.
    timeZone: isTimeZone(bundle.site.timeZone) ? bundle.site.timeZone : 'UTC',
  };
  const answered = new WeakMap<Facts, { now: number; leaves: LeafAnswers }>();
  const leavesOf = ({ facts, now }: Moment): LeafAnswers => {
    const known = answered.get(facts);
    if (known?.now === now) return known.leaves;
    const leaves: LeafAnswers = [];
    answered.set(facts, { now, leaves });
    return leaves;
  };
  const plans = linkPlans(bundle.segments, table);
  const matcher = new SegmentMatcher(plans, table);
  let rematcher: SegmentRematcher | undefined;
  let placeOf: ReadonlyMap<number, number> | undefined;
  return {
    bundle,
    matchSegments: (moment) => matcher.match(moment),
    rematchSegments(earlier, moment) {
      rematcher ??= new SegmentRematcher(bundle.segments, plans, table);
      placeOf ??= new Map(bundle.segments.map(({ ordinal }, place) => [ordinal, place]));
      const { facts, members, until } = earlier;
      const holding = new Set(members.flatMap((ordinal) => placeOf?.get(ordinal) ?? []));
      const rematched = rematcher.rematch({ facts, holding, until }, moment);
      if (!rematched) return null;
      for (const place of rematched.turned) if (!holding.delete(place)) holding.add(place);
      const places = [...holding].sort((a, b) => a - b);
      return { members: places.map((place) => bundle.segments[place]?.ordinal as number), until: rematched.until };
    },
    segments: bundle.segments,
    campaigns: bundle.campaigns,
    match: (program, moment) => match(program, table, { ...moment, leaves: leavesOf(moment) }),
    residual: (program, moment) => residual(program, table, moment),
  };
}
