import type { RfmGroup } from '../scoring/rfm.ts';
import { attribute, type SmartSegment } from './smart-segment.ts';

/** One for each group of buyers by recency, frequency and monetary value (`scoring/rfm.ts`). */
export const rfmSegments: readonly SmartSegment[] = [
  ofGroup('champions', 'Champions', {
    description: 'Bought lately, often and for much.',
    strategy: 'Thank them before you sell to them: early access, a word from the owner, a code to give to friends.',
  }),
  ofGroup('loyal', 'Loyal', {
    description: 'Buy again and again, though not lately or not for the most.',
    strategy: 'Show them what goes with what they have; a loyalty programme pays here; ask for reviews.',
  }),
  ofGroup('recent', 'Recent', {
    description: 'Bought lately, and seldom so far.',
    strategy: 'Win the second order: help with the first product, then an offer with a date.',
  }),
  ofGroup('needs_attention', 'Needs attention', {
    description: 'Were good buyers and have become quiet.',
    strategy: 'Ask what is missing, show what is new since their last order, offer something for a limited time.',
  }),
  ofGroup('at_risk', 'At risk', {
    description: 'Bought some, some time ago, and may not come back by themselves.',
    strategy: 'Write in person and make coming back worth it; find out what went wrong with the last order.',
  }),
  ofGroup('inactive', 'Inactive', {
    description: 'Bought little, and long ago.',
    strategy: 'Spend little on them: one good offer a season, and leave them in peace when they do not answer.',
  }),
];

function ofGroup(group: RfmGroup, name: string, words: Pick<SmartSegment, 'description' | 'strategy'>): SmartSegment {
  return { key: `rfm_${group}`, name: `RFM: ${name}`, ...words, rule: attribute('rfm_group', 'is', group) };
}
