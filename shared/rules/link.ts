import type { Facts } from '../profile/facts-of.ts';
import type { Bundle, BundleCampaign, BundleSegment } from '../schema/bundle.ts';
import { isTimeZone } from './calendar.ts';
import type { RuleTable } from './evaluation.ts';
import { type Answer, type LeafAnswers, match } from './match.ts';
import type { Moment } from './moment.ts';
import type { Program } from './program.ts';
import { type PartialAnswer, residual } from './residual.ts';
import { type SegmentAnswers, SegmentMatcher } from './segment-matcher.ts';

/** A bundle ready to answer. Opaque: how it keeps its predicates is its own affair. */
export interface LinkedBundle {
  readonly bundle: Bundle;
  readonly segments: readonly BundleSegment[];
  readonly campaigns: readonly BundleCampaign[];
  /** Answers all stored segments, by their places in `segments`; live ones do not hold. Good until it is asked again. */
  matchSegments(moment: Moment): SegmentAnswers;
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
  const matcher = new SegmentMatcher(bundle.segments, table);
  return {
    bundle,
    matchSegments: (moment) => matcher.match(moment),
    segments: bundle.segments,
    campaigns: bundle.campaigns,
    match: (program, moment) => match(program, table, { ...moment, leaves: leavesOf(moment) }),
    residual: (program, moment) => residual(program, table, moment),
  };
}
