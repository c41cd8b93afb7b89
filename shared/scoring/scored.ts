import type { StoredAttribute } from '../profile/snapshot.ts';
import type { Potential } from './potential.ts';
import type { RfmScore } from './rfm.ts';

/** What is said of buyers only. */
export const buyerScores = [
  'rfm_recency',
  'rfm_frequency',
  'rfm_monetary',
  'rfm_group',
  'rfm_previous_group',
  'rfm_changed_at',
  'spend_percentile',
] as const;

/** Attributes that the event `scored` sets, under the same names as its properties. */
export const scoredAttributes = [...buyerScores, 'conversion_potential', 'conversion_percentile'] as const;
type ScoredAttribute = (typeof scoredAttributes)[number];

export type Scored = Partial<Record<ScoredAttribute, string | number>>;

/** What a profile was last scored. */
export function scoredBefore(attributes: Readonly<Record<string, StoredAttribute>>): Scored {
  const scored: Scored = {};
  for (const name of scoredAttributes) {
    const value = Object.hasOwn(attributes, name) ? attributes[name]?.value : undefined;
    if (typeof value === 'string' || typeof value === 'number') scored[name] = value;
  }
  return scored;
}

/** What is new of a buyer: properties of the event to be written. Null when nothing is. Another group remembers the one before. */
export function scoredAnew(before: Scored, score: RfmScore, now: number): Scored | null {
  const values: Scored = {
    rfm_recency: score.recency,
    rfm_frequency: score.frequency,
    rfm_monetary: score.monetary,
    rfm_group: score.group,
    spend_percentile: score.spendPercentile,
  };
  const isSame = Object.entries(values).every(([name, value]) => before[name as ScoredAttribute] === value);
  if (isSame) return null;
  if (before.rfm_group === score.group) return values;
  return {
    ...values,
    ...(before.rfm_group !== undefined && { rfm_previous_group: before.rfm_group }),
    rfm_changed_at: now,
  };
}

/** From here on somebody is told of for the first time: to write every passer-by would cost much and help nobody. */
const toldFrom = 50;

/** The same of somebody's likelihood to order. */
export function potentialAnew(before: Scored, { potential, percentile }: Potential): Scored | null {
  const known = before.conversion_percentile;
  if (known === undefined && percentile < toldFrom) return null;
  if (known === percentile && before.conversion_potential === potential) return null;
  return { conversion_potential: potential, conversion_percentile: percentile };
}
