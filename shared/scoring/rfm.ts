/**
 * Recency, frequency and monetary value of a site's buyers, each scored 1 to 3, and the group that the three make. Orders that count are
 * those of `order_count`: paid, not cancelled, net of refunds.
 */

export const rfmGroups = [
  'champions',
  'loyal',
  'recent',
  'needs_attention',
  'at_risk',
  'inactive',
  'prospect',
] as const;
export type RfmGroup = (typeof rfmGroups)[number];

/** A last order at most so many days ago scores 3, at most so many 2, an older one 1. */
export const recencyDays = [180, 365] as const;

/** With fewer buyers than this thirds say little: then fixed steps are used. */
export const minBuyers = 100;

const dayMs = 86_400_000;

/** Percentiles are told in these steps, so that a buyer is not written anew whenever somebody orders. */
export const percentileStep = 5;

/** Who bought, as far as the scores go. */
export interface Buyer {
  orders: number;
  /** Net, integer minor units. */
  amountMinor: number;
  /** Epoch ms. */
  lastOrderAt: number;
}

/** Values up to the first score 1, up to the second 2, above 3. */
export type Steps = readonly [number, number];

/** What the buyers of a site are scored by. */
export interface RfmThresholds {
  buyers: number;
  frequency: Steps;
  monetary: Steps;
  /** Are these thirds of the buyers, or the fixed steps for few or equal ones? */
  byThirds: { frequency: boolean; monetary: boolean };
  /** Amounts that so many percent of the buyers do not exceed: at 5, 10, …, 95. */
  amounts: readonly number[];
}

/** One dimension of all buyers: the value that a share of them (0 to 1) does not exceed. */
export type Quantile = (fraction: number) => number;

/** The place, from 1, of the value that a share of `count` sorted values does not exceed. */
export function placeOf(fraction: number, count: number): number {
  // Fractions like 0.1 + 0.2 are a little more than they say.
  return Math.max(1, Math.ceil(Math.round(fraction * count * 1e6) / 1e6));
}

/** Every share that thresholds are made of. */
export const askedFractions: readonly number[] = [
  1 / 3,
  2 / 3,
  1,
  ...Array.from({ length: 100 / percentileStep - 1 }, (_, index) => ((index + 1) * percentileStep) / 100),
];

/** `totals`: of all buyers together. Null when nobody bought. */
export function rfmThresholds(
  totals: { buyers: number; orders: number; amountMinor: number },
  quantiles: { orders: Quantile; amounts: Quantile },
): RfmThresholds | null {
  const { buyers } = totals;
  if (buyers === 0 || totals.orders === 0) return null;
  const averageMinor = totals.amountMinor / totals.orders;
  const frequency = buyers < minBuyers ? null : thirdsOf(quantiles.orders);
  const monetary = buyers < minBuyers ? null : thirdsOf(quantiles.amounts);
  return {
    buyers,
    frequency: frequency ?? [1, 2],
    // Under one average order, one to two, over two.
    monetary: monetary ?? [below(averageMinor), 2 * averageMinor],
    byThirds: { frequency: frequency !== null, monetary: monetary !== null },
    amounts: askedFractions.slice(3).map(quantiles.amounts),
  };
}

/** Null when values are so equal that a third would be empty. */
function thirdsOf(quantile: Quantile): Steps | null {
  const steps: Steps = [quantile(1 / 3), quantile(2 / 3)];
  return steps[0] < steps[1] && steps[1] < quantile(1) ? steps : null;
}

/** Amounts are whole: the greatest that is less. */
function below(amountMinor: number): number {
  return Math.ceil(amountMinor) - 1;
}

/** 1, 2 or 3. */
type Score = 1 | 2 | 3;

export interface RfmScore {
  recency: Score;
  frequency: Score;
  monetary: Score;
  group: RfmGroup;
  /** So many percent of the buyers spent less; 0 to 95 in steps of 5. 90 and more: the top tenth. */
  spendPercentile: number;
}

/** Scores one buyer at a moment (epoch ms). Equal values always score equal. */
export function rfmScore(buyer: Buyer, thresholds: RfmThresholds, now: number): RfmScore {
  const days = (now - buyer.lastOrderAt) / dayMs;
  const recency: Score = days <= recencyDays[0] ? 3 : days <= recencyDays[1] ? 2 : 1;
  const frequency = scoreOf(buyer.orders, thresholds.frequency);
  const monetary = scoreOf(buyer.amountMinor, thresholds.monetary);
  const passed = thresholds.amounts.filter((amount) => buyer.amountMinor > amount).length;
  return {
    recency,
    frequency,
    monetary,
    group: groupOf(recency, frequency, monetary),
    spendPercentile: passed * percentileStep,
  };
}

function scoreOf(value: number, [low, high]: Steps): Score {
  if (value <= low) return 1;
  return value <= high ? 2 : 3;
}

const cells: Record<Exclude<RfmGroup, 'prospect'>, readonly string[]> = {
  champions: ['333', '332', '323'],
  loyal: ['321', '322', '331', '232', '233'],
  recent: ['312', '313', '311', '222', '223'],
  needs_attention: ['213', '221', '123', '132', '133'],
  at_risk: ['231', '212', '122', '131', '211'],
  inactive: ['111', '112', '113', '121'],
};

const groupByCell = new Map(
  Object.entries(cells).flatMap(([group, codes]) => codes.map((code) => [code, group as RfmGroup])),
);

/** The group of a cell; every one of the 27 has one. */
export function groupOf(recency: Score, frequency: Score, monetary: Score): RfmGroup {
  return groupByCell.get(`${recency}${frequency}${monetary}`) ?? 'inactive';
}
