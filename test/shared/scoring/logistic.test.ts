import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitLogistic, type Sample, sigmoid, weighted } from '../../../shared/scoring/logistic.ts';

/** The same numbers each time. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** People whose outcome follows known weights. */
function people(count: number, { intercept, features }: { intercept: number; features: number[] }): Sample[] {
  const next = random(7);
  return Array.from({ length: count }, () => {
    const x = features.map(() => next() * 4);
    return { features: x, happened: next() < sigmoid(intercept + weighted(features, x)) };
  });
}

describe('fitting', () => {
  it('finds the weights that made the outcomes', () => {
    const made = { intercept: -2, features: [1.2, -0.8, 0] };
    const fitted = fitLogistic(people(20_000, made), { prior: [0, 0, 0], strength: 1 });
    expect(Math.abs(fitted.intercept - made.intercept)).toBeLessThan(0.15);
    fitted.features.forEach((weight, index) => {
      expect(Math.abs(weight - (made.features[index] ?? 0))).toBeLessThan(0.08);
    });
  });

  it('ends where the slope of the penalised likelihood is nothing, whatever the samples', () => {
    const sample = fc.record({
      features: fc.array(fc.double({ min: 0, max: 8, noNaN: true }), { minLength: 3, maxLength: 3 }),
      happened: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(sample, { minLength: 2, maxLength: 60 }), (samples) => {
        const both = [...samples, { features: [1, 1, 1], happened: true }, { features: [1, 1, 1], happened: false }];
        const prior = [0.5, -0.5, 0];
        const { intercept, features } = fitLogistic(both, { prior, strength: 5 });
        const slopes = features.map((weight, index) =>
          both.reduce(
            (sum, one) =>
              sum +
              (sigmoid(intercept + weighted(features, one.features)) - Number(one.happened)) *
                (one.features[index] ?? 0),
            5 * (weight - (prior[index] ?? 0)),
          ),
        );
        for (const slope of slopes) expect(Math.abs(slope)).toBeLessThan(1e-2);
      }),
    );
  });

  it('stays with the prior where the samples say nothing of a feature', () => {
    const samples = people(500, { intercept: 0, features: [0.5] }).map((one) => ({
      ...one,
      features: [...one.features, 0],
    }));
    expect(fitLogistic(samples, { prior: [0, 0.7], strength: 5 }).features[1]).toBeCloseTo(0.7, 6);
  });
});
