import { link } from '../../../shared/rules/link.ts';
import type { Rule } from '../../../shared/rules/rule.ts';
import { type BenchProfile, generateProfiles } from './generate-profiles.ts';
import { peerRule } from './peer-rule.ts';
import type { PeerMaker } from './peers.ts';
import { Random } from './random.ts';
import { type Contender, fastest } from './stopwatch.ts';
import { attributeNames, benchNow, dates } from './vocabulary.ts';
import { bundleOfRules } from './workload.ts';

/** Enough that the processor does not know them by heart. */
export const profileCount = 50;

export interface Comparison {
  /** Ns per segment and profile. */
  ours: number;
  peers: { name: string; ns: number }[];
  /** Answers that were held against each other, how many differed, and in how many the segment holds. */
  pairs: number;
  differing: number;
  holding: number;
}

/** Asks the same rules of the same people, everybody in their own way. */
export function comparePeers(rules: readonly Rule[], makers: readonly PeerMaker[]): Comparison {
  const bundle = bundleOfRules(rules);
  const linked = link(bundle);
  const profiles = generateProfiles(new Random(2), { count: profileCount, measures: bundle.measures });
  const moments = profiles.map(({ facts }) => ({ facts, now: benchNow }));
  const peers = makers
    .filter(({ upTo }) => rules.length <= upTo)
    .map(({ name, make }) => {
      const peer = make(rules.map(peerRule));
      return { name, peer, contexts: profiles.map((profile) => peer.prepare(given(profile))) };
    });
  const out = new Uint8Array(rules.length);
  const agreement = { pairs: 0, differing: 0, holding: 0 };
  moments.forEach((moment, index) => {
    const answers = linked.matchSegments(moment);
    for (const { peer, contexts } of peers) {
      peer.answers(contexts[index], out);
      for (let segment = 0; segment < out.length; segment += 1) {
        agreement.pairs += 1;
        if (answers.holds(segment) !== (out[segment] === 1)) agreement.differing += 1;
        agreement.holding += Number(answers.holds(segment));
      }
    }
  });
  const contenders: Contender[] = [
    { name: 'Usher', ask: (index) => linked.matchSegments(moments[index] as (typeof moments)[number]) },
    ...peers.map(({ name, peer, contexts }) => ({
      name,
      ask: (index: number) => peer.answers(contexts[index], out),
    })),
  ];
  const [ours = Number.NaN, ...others] = fastest(contenders, profileCount).map((ns) => ns / rules.length);
  return { ours, peers: others.map((ns, index) => ({ name: peers[index]?.name ?? '', ns })), ...agreement };
}

function given({ flat }: BenchProfile) {
  const moments = dates.filter((name) => name in flat).map((name) => [name, flat[name] as number] as const);
  return { flat, dates: Object.fromEntries(moments), names: attributeNames };
}
