import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptySnapshot, type Snapshot } from '../../../shared/profile/snapshot.ts';
import { conversionFeatures, featuresOf, orderedWithin } from '../../../shared/scoring/conversion-features.ts';
import { conversionModel, minOfEach } from '../../../shared/scoring/conversion-model.ts';
import type { Sample } from '../../../shared/scoring/logistic.ts';
import {
  compare,
  decidePotential,
  emptyDraft,
  type PotentialScale,
  potentialOf,
} from '../../../shared/scoring/potential.ts';

const now = Date.UTC(2026, 10, 2, 12);
const dayMs = 86_400_000;

const visitor = (daysAgo: number, counters: Snapshot['counters'] = {}, sessions = 1): number[] =>
  featuresOf({ ...emptySnapshot(), lastSeenAt: now - daysAgo * dayMs, sessions, counters }, now);

function scaleOf(people: readonly (readonly number[])[], ordered = 0): PotentialScale {
  const draft = emptyDraft(conversionModel([]));
  people.forEach((features, index) => {
    compare(draft, { features, orderedLately: index < ordered });
  });
  return decidePotential(draft) as PotentialScale;
}

const anybody = fc
  .record({ daysAgo: fc.integer({ min: 0, max: 90 }), carts: fc.integer({ min: 0, max: 9 }), sessions: fc.nat(30) })
  .map(({ daysAgo, carts, sessions }) => visitor(daysAgo, { cart_adds: carts }, sessions));

describe('features', () => {
  it('are one number each, and none of nobody is endless', () => {
    expect(visitor(0)).toHaveLength(conversionFeatures.length);
    expect(featuresOf(emptySnapshot(), now).every(Number.isFinite)).toBe(true);
  });

  it('an order counts from just after the moment to its end, and not when it was cancelled', () => {
    const at = (time: number): [number, string, number, number] => [time, 's', 1, 0];
    const of = (time: number, status?: 'cancelled') => ({
      ...emptySnapshot(),
      orders: { a: { at: at(time), amountMinor: 1, ...(status && { status }) } },
    });
    const range = { from: now, to: now + dayMs };
    expect([now, now + 1, now + dayMs, now + dayMs + 1].map((time) => orderedWithin(of(time), range))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(orderedWithin(of(now + 1, 'cancelled'), range)).toBe(false);
  });
});

describe('the scale', () => {
  it('gives the mean likelihood the share that ordered lately', () => {
    const people = Array.from({ length: 1_000 }, (_, index) => visitor(index % 90, { cart_adds: index % 4 }));
    const scale = scaleOf(people, 40);
    const mean = people.reduce((sum, features) => sum + potentialOf(features, scale).potential, 0) / people.length;
    expect(Math.abs(mean - 4)).toBeLessThan(0.6);
  });

  it('puts at most a tenth at 90 and above, and nobody above whoever is likelier', () => {
    fc.assert(
      fc.property(fc.array(anybody, { minLength: 1, maxLength: 200 }), (people) => {
        const scale = scaleOf(people, 1);
        const told = people.map((features) => potentialOf(features, scale));
        const { length } = told.filter(({ percentile }) => percentile >= 90);
        expect(length).toBeLessThanOrEqual(people.length / 10);
        const byLikelihood = told.toSorted((a, b) => a.percentile - b.percentile || a.potential - b.potential);
        for (const [index, one] of byLikelihood.entries()) {
          expect(one.potential).toBeGreaterThanOrEqual(byLikelihood[index - 1]?.potential ?? 0);
        }
      }),
    );
  });

  it('says of everybody how many are less likely', () => {
    const people = Array.from({ length: 200 }, (_, index) => visitor(0, {}, 1.2 ** (index / 4)));
    const scale = scaleOf(people);
    const top = people.filter((features) => potentialOf(features, scale).percentile >= 90);
    expect(top.length).toBeGreaterThan(10);
    expect(top).toEqual(people.slice(-top.length));
  });

  it('is of nobody when nobody is active', () => {
    expect(decidePotential(emptyDraft(conversionModel([])))).toBeNull();
  });
});

describe('the model', () => {
  const sample = (happened: boolean, carts: number): Sample => ({
    features: visitor(1, { cart_adds: carts }),
    happened,
  });

  it('is the shipped one until there are a hundred of each', () => {
    const few = [
      ...Array.from({ length: minOfEach - 1 }, () => sample(true, 3)),
      ...Array.from({ length: 900 }, () => sample(false, 0)),
    ];
    expect(conversionModel(few)).toMatchObject({ learned: null, intercept: null });
    const model = conversionModel([...few, sample(true, 3)]);
    expect(model.learned).toMatchObject({ people: 1_000, ordered: minOfEach });
    expect(model.intercept).not.toBeNull();
  });

  it('learns that what the shipped one thinks good is bad where it is, and is held against people it has not seen', () => {
    // Here carts are for wish lists: who fills one rarely orders.
    const model = conversionModel(
      Array.from({ length: 2_000 }, (_, index) => {
        const carts = index % 4;
        return sample((index * 7_919) % 1_000 < 600 - 200 * carts, carts);
      }),
    );
    expect(model.features[conversionFeatures.indexOf('cart_adds')]).toBeLessThan(0);
    const { calibration = [] } = model.learned ?? {};
    expect(calibration.reduce((sum, { people }) => sum + people, 0)).toBe(400);
    for (const { said, was } of calibration) expect(Math.abs(said - was)).toBeLessThan(0.15);
  });
});
