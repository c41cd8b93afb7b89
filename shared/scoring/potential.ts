import type { ConversionModel, Learned } from './conversion-model.ts';
import { sigmoid, weighted } from './logistic.ts';
import { percentileStep, placeOf } from './rfm.ts';

/** Who was not here for so many days is not among those that the others are compared with. */
export const activeDays = 90;

/** Log odds are told apart in steps of a twentieth: five per cent of the odds. */
const binsPerUnit = 20;

/** A comparison in the making: how many active people there are at each step of the log odds (without intercept), and how many ordered lately. */
export interface PotentialDraft {
  model: ConversionModel;
  bins: Record<string, number>;
  active: number;
  ordered: number;
}

/** What people are scored by until the next day. */
export interface PotentialScale {
  features: readonly number[];
  intercept: number;
  learned: Learned | null;
  /** Active people who were compared. */
  people: number;
  /** Steps of the log odds that so many percent of them do not exceed: at 5, 10, …, 95. */
  cuts: readonly number[];
}

export function emptyDraft(model: ConversionModel): PotentialDraft {
  return { model, bins: {}, active: 0, ordered: 0 };
}

/** Adds an active person to a comparison, in place. */
export function compare(
  draft: PotentialDraft,
  { features, orderedLately }: { features: readonly number[]; orderedLately: boolean },
): void {
  const bin = binOf(weighted(draft.model.features, features));
  draft.bins[bin] = (draft.bins[bin] ?? 0) + 1;
  draft.active += 1;
  if (orderedLately) draft.ordered += 1;
}

/**
 * Ends a comparison. Where the model has no level of its own it gets the one at which the mean of all likelihoods is the share that
 * ordered in the last 30 days. Null when nobody is active.
 */
export function decidePotential({ model, bins, active, ordered }: PotentialDraft): PotentialScale | null {
  if (active === 0) return null;
  let reached = 0;
  const sorted = Object.entries(bins)
    .map(([bin, people]) => ({ bin: Number(bin), people }))
    .sort((a, b) => a.bin - b.bin)
    .map((one) => {
      reached += one.people;
      return { ...one, upTo: reached };
    });
  const cuts = Array.from({ length: 100 / percentileStep - 1 }, (_, index) => {
    const place = placeOf(((index + 1) * percentileStep) / 100, active);
    return sorted.find(({ upTo }) => upTo >= place)?.bin ?? 0;
  });
  const intercept = model.intercept ?? levelOf(sorted, { active, share: (ordered + 0.5) / (active + 1) });
  return { features: model.features, intercept, learned: model.learned, people: active, cuts };
}

/** Likelihood and place of one person. */
export interface Potential {
  /** Of an order in the next 30 days, in percent; over 10 in steps of 5. */
  potential: number;
  /** So many percent of the active people are less likely to order; 0 to 95 in steps of 5. */
  percentile: number;
}

/** Equal features always score equal. */
export function potentialOf(features: readonly number[], scale: PotentialScale): Potential {
  const logit = weighted(scale.features, features);
  const percent = sigmoid(scale.intercept + logit) * 100;
  const bin = binOf(logit);
  return {
    potential: percent < 10 ? Math.round(percent) : Math.round(percent / 5) * 5,
    percentile: scale.cuts.filter((cut) => bin > cut).length * percentileStep,
  };
}

function binOf(logit: number): number {
  return Math.floor(logit * binsPerUnit);
}

/** The intercept at which the mean likelihood is `share`, by halving: the mean rises with it. */
function levelOf(
  bins: readonly { bin: number; people: number }[],
  { active, share }: { active: number; share: number },
): number {
  let [low, high] = [-40, 40];
  for (let round = 0; round < 60; round += 1) {
    const middle = (low + high) / 2;
    const mean =
      bins.reduce((sum, { bin, people }) => sum + people * sigmoid(middle + (bin + 0.5) / binsPerUnit), 0) / active;
    if (mean < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
