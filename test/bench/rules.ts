import { link } from '../../shared/rules/link.ts';
import type { BenchResult, Figure } from './result.ts';
import { type Comparison, comparePeers, profileCount } from './rules/compare-peers.ts';
import { generateProfiles } from './rules/generate-profiles.ts';
import { generateNarrowRules, generateRules } from './rules/generate-rules.ts';
import { oneChange } from './rules/one-change.ts';
import { loadPeers } from './rules/peers.ts';
import { Random } from './rules/random.ts';
import { residualSizes } from './rules/residual-sizes.ts';
import { fastest, meanMs } from './rules/stopwatch.ts';
import { benchNow, wideTexts } from './rules/vocabulary.ts';
import { bundleOfRules } from './rules/workload.ts';

const goals = [
  { segments: 10, times: 3 },
  { segments: 100, times: 5 },
  { segments: 1_000, times: 15 },
  { segments: 10_000, times: 50 },
];

/** All segments of a bundle for one visitor, beside seven other evaluators that run without `eval`. */
export async function bench(): Promise<BenchResult> {
  const peers = await loadPeers();
  const rows = goals.flatMap(({ segments, times }) => {
    const comparison = comparePeers(generateRules(new Random(1), segments), peers);
    return comparisonRows(comparison, segments, times);
  });
  const narrow = { 1000: narrowMicroseconds(1_000), 10000: narrowMicroseconds(10_000) };
  const narrowRatio = narrow[10_000] / narrow[1_000];
  rows.push({
    what: 'narrow segments: 10,000 over 1,000',
    measured: `${narrowRatio.toFixed(1)} (${narrow[10_000].toFixed(1)} µs, ${narrow[1_000].toFixed(1)} µs a profile)`,
    toReach: '≤ 3',
    reached: narrowRatio <= 3,
  });
  rows.push(oneChange(), linkRow(200, 3), linkRow(1_000, 10), ...residualSizes());
  return {
    title: 'Rules',
    method: `Seeded rules of seven conditions, nested, over 63 attributes (30 texts, 15 numbers, 10 dates, 8 lists) and 48 counters (16 events, each ever, in 30 days, in 7 days); ${profileCount} people of whom seven attributes in ten are known. Usher is given the facts of a stored profile and counts its occurrences; peers are given their own form of the profile, with the counts ready and "30 days ago" as a moment. Nanoseconds of CPU per segment and profile, one process, contenders in turn, best of nine rounds. Linking: mean of 21 in a process that has linked before.`,
    rows,
  };
}

function comparisonRows(
  { ours, peers, pairs, differing, holding }: Comparison,
  segments: number,
  times: number,
): Figure[] {
  const sorted = peers.toSorted((a, b) => a.ns - b.ns);
  const best = sorted[0]?.ns ?? Number.NaN;
  const count = segments.toLocaleString('en');
  return [
    {
      what: `${count} segments, over the best peer`,
      measured: `${(best / ours).toFixed(1)} times faster: ${ours.toFixed(1)} ns`,
      toReach: `≥ ${times} times`,
      reached: best / ours >= times,
    },
    {
      what: `${count} segments, peers`,
      measured: sorted.map(({ name, ns }) => `${name} ${Math.round(ns)} ns`).join(', '),
      toReach: '–',
    },
    {
      what: `${count} segments, answers that differ`,
      measured: `${differing} of ${pairs.toLocaleString('en')} (${((holding / pairs) * 100).toFixed(1)} % hold)`,
      toReach: '0',
      reached: differing === 0,
    },
  ];
}

function narrowMicroseconds(segments: number): number {
  const bundle = bundleOfRules(generateNarrowRules(new Random(3), segments));
  const linked = link(bundle);
  const profiles = generateProfiles(new Random(4), { count: profileCount, measures: bundle.measures, wide: wideTexts });
  const ask = (index: number) => {
    const { facts } = profiles[index] as (typeof profiles)[number];
    linked.matchSegments({ facts, now: benchNow });
  };
  return (fastest([{ name: 'Usher', ask }], profileCount)[0] ?? Number.NaN) / 1_000;
}

function linkRow(segments: number, atMostMs: number): Figure {
  const body = JSON.stringify(bundleOfRules(generateRules(new Random(5), segments)));
  const parseMs = meanMs(() => JSON.parse(body));
  const bundles = Array.from({ length: 21 }, () => JSON.parse(body)).values();
  const linkMs = meanMs(() => link(bundles.next().value));
  return {
    what: `link ${segments.toLocaleString('en')} segments`,
    measured: `${linkMs.toFixed(2)} ms, beside ${parseMs.toFixed(2)} ms to parse`,
    toReach: `≤ ${atMostMs} ms`,
    reached: linkMs <= atMostMs,
  };
}
