import type { Facts } from '../../../shared/profile/facts-of.ts';
import type { AskedFact } from '../../../shared/rules/asked-facts.ts';
import type { RuleTable } from '../../../shared/rules/evaluation.ts';
import { linkPlans } from '../../../shared/rules/link-plans.ts';
import { SegmentMatcher } from '../../../shared/rules/segment-matcher.ts';
import { type EarlierAnswers, SegmentRematcher } from '../../../shared/rules/segment-rematcher.ts';
import type { Figure } from '../result.ts';
import { profileCount } from './compare-peers.ts';
import { generateProfiles } from './generate-profiles.ts';
import { generateRules } from './generate-rules.ts';
import { Random } from './random.ts';
import { fastest } from './stopwatch.ts';
import { benchNow } from './vocabulary.ts';
import { bundleOfRules } from './workload.ts';

const segments = 1_000;
const leastTimes = 15;

/** One fact of each person becomes what it is of another: the segments over it against all of them. */
export function oneChange(): Figure {
  const bundle = bundleOfRules(generateRules(new Random(1), segments));
  const { predicates, purposes, site } = bundle;
  const measures = new Map(bundle.measures.map((measure) => [measure.id, measure]));
  const table: RuleTable = { predicates, measures, purposes, timeZone: site.timeZone };
  const plans = linkPlans(bundle.segments, table);
  const matcher = new SegmentMatcher(plans, table);
  const rematcher = new SegmentRematcher(bundle.segments, plans, table);
  const random = new Random(7);
  const [people, others] = [
    generateProfiles(new Random(2), { count: profileCount, measures: bundle.measures }),
    generateProfiles(random, { count: profileCount, measures: bundle.measures }),
  ];
  const changes = people.map(({ facts }, index) => {
    const changed = random.pick(rematcher.asked);
    const after = withFactOf(facts, others[index]?.facts as Facts, changed);
    return { earlier: earlierOf(matcher, facts), changed: [changed], moment: { facts: after, now: benchNow } };
  });
  const at = (index: number) => changes[index] as (typeof changes)[number];
  const [full = Number.NaN, over = Number.NaN, found = Number.NaN] = fastest(
    [
      { name: 'all', ask: (index) => matcher.match(at(index).moment) },
      {
        name: 'those over the fact',
        ask: (index) => rematcher.rematchOver(at(index).changed, at(index).earlier, at(index).moment),
      },
      { name: 'and which it is', ask: (index) => rematcher.rematch(at(index).earlier, at(index).moment) },
    ],
    profileCount,
  ).map((ns) => ns / 1_000);
  return {
    what: `one fact changes, ${segments.toLocaleString('en')} segments, over a full run`,
    measured: `1/${(full / over).toFixed(1)} (${over.toFixed(1)} of ${full.toFixed(1)} µs; ${found.toFixed(1)} µs with finding which of ${rematcher.asked.length} facts it is)`,
    toReach: `≤ 1/${leastTimes}`,
    reached: full / over >= leastTimes,
  };
}

function withFactOf(facts: Facts, other: Facts, { kind, name }: AskedFact): Facts {
  const series = { ...facts.series };
  const attributes = { ...facts.attributes };
  if (kind === 'series') series[name] = other.series[name] as (typeof series)[string];
  else if (name in other.attributes) attributes[name] = other.attributes[name] as (typeof attributes)[string];
  else delete attributes[name];
  return { ...facts, attributes, series };
}

function earlierOf(matcher: SegmentMatcher, facts: Facts): EarlierAnswers {
  const answers = matcher.match({ facts, now: benchNow });
  const places = Array.from({ length: segments }, (_, place) => place);
  const holding = places.filter((place) => answers.holds(place));
  return { facts, holding, until: answers.until };
}
