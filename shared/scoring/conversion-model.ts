import { conversionFeatures } from './conversion-features.ts';
import { fitLogistic, type Sample, sigmoid, type Weights, weighted } from './logistic.ts';

/** An order within so many days is what is foretold. */
export const horizonDays = 30;

/** From so many people who ordered, and so many who did not, a site's own weights are learned. */
export const minOfEach = 100;

/** As much as ten orders or so: enough to hold a weight of which the samples say nothing. */
const priorStrength = 5;

/** Every fifth sample is kept from the fit, so that what the model says can be held against what came. */
const heldOut = 5;
const calibrationSteps = 5;

/**
 * Weights until a site has its own: set by hand, for their directions and rough proportions (a cart says more than a view, a visit of
 * today more than one of last month). The level is the site's own from the first day on (`decidePotential`).
 */
const shippedWeights: Record<(typeof conversionFeatures)[number], number> = {
  days_since_seen: -0.6,
  sessions: 0.25,
  page_views: 0.1,
  engaged_minutes: 0.15,
  products_viewed: 0.2,
  cart_adds: 0.8,
  checkouts_started: 0.6,
  orders: 0.5,
  order_recency: 0.5,
  identified: 0.4,
};
const prior = conversionFeatures.map((name) => shippedWeights[name]);

/** People whom the model had not seen, from the least to the most likely: what it said of them and what came, as shares. */
export interface CalibrationStep {
  people: number;
  said: number;
  was: number;
}

/** How a site's own weights came about. */
export interface Learned {
  people: number;
  ordered: number;
  calibration: readonly CalibrationStep[];
}

/** `intercept` null: the level is still to be found. */
export interface ConversionModel {
  features: readonly number[];
  intercept: number | null;
  learned: Learned | null;
}

/** The model that these samples teach, or the shipped one where they are too few. */
export function conversionModel(samples: readonly Sample[]): ConversionModel {
  const ordered = samples.filter(({ happened }) => happened).length;
  if (ordered < minOfEach || samples.length - ordered < minOfEach) {
    return { features: prior, intercept: null, learned: null };
  }
  const fitted = fitLogistic(
    samples.filter((_, index) => index % heldOut !== 0),
    { prior, strength: priorStrength },
  );
  const unseen = samples.filter((_, index) => index % heldOut === 0);
  return { ...fitted, learned: { people: samples.length, ordered, calibration: calibrationOf(fitted, unseen) } };
}

function calibrationOf({ intercept, features }: Weights, samples: readonly Sample[]): CalibrationStep[] {
  const told = samples
    .map((sample) => ({ said: sigmoid(intercept + weighted(features, sample.features)), was: Number(sample.happened) }))
    .sort((a, b) => a.said - b.said);
  return Array.from({ length: calibrationSteps }, (_, step) => {
    const from = Math.floor((step * told.length) / calibrationSteps);
    const part = told.slice(from, Math.floor(((step + 1) * told.length) / calibrationSteps));
    const mean = (of: 'said' | 'was') => part.reduce((sum, one) => sum + one[of], 0) / Math.max(1, part.length);
    return { people: part.length, said: mean('said'), was: mean('was') };
  });
}
