import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type Buyer,
  groupOf,
  placeOf,
  type RfmThresholds,
  rfmScore,
  rfmThresholds,
} from '../../../shared/scoring/rfm.ts';
import { scoredAnew } from '../../../shared/scoring/scored.ts';

const now = Date.UTC(2026, 10, 2, 12);
const dayMs = 86_400_000;

function quantileOf(values: readonly number[]): (fraction: number) => number {
  const sorted = values.toSorted((a, b) => a - b);
  return (fraction) => sorted[placeOf(fraction, sorted.length) - 1] ?? 0;
}

function thresholdsOf(buyers: readonly Buyer[]): RfmThresholds | null {
  const sum = (value: (buyer: Buyer) => number) => buyers.reduce((total, buyer) => total + value(buyer), 0);
  const totals = {
    buyers: buyers.length,
    orders: sum(({ orders }) => orders),
    amountMinor: sum((one) => one.amountMinor),
  };
  const orders = quantileOf(buyers.map((buyer) => buyer.orders));
  return rfmThresholds(totals, { orders, amounts: quantileOf(buyers.map(({ amountMinor }) => amountMinor)) });
}

const buyer = (orders: number, amountMinor: number, daysAgo = 1): Buyer => ({
  orders,
  amountMinor,
  lastOrderAt: now - daysAgo * dayMs,
});
const score = (one: Buyer, buyers: readonly Buyer[]) => rfmScore(one, thresholdsOf(buyers) as RfmThresholds, now);

it('every one of the 27 cells has its group', () => {
  const groups: Record<string, string[]> = {};
  for (const r of [1, 2, 3] as const)
    for (const f of [1, 2, 3] as const)
      for (const m of [1, 2, 3] as const) {
        const group = groupOf(r, f, m);
        groups[group] = [...(groups[group] ?? []), `${r}${f}${m}`];
      }
  expect(groups).toEqual({
    champions: ['323', '332', '333'],
    loyal: ['232', '233', '321', '322', '331'],
    recent: ['222', '223', '311', '312', '313'],
    needs_attention: ['123', '132', '133', '213', '221'],
    at_risk: ['122', '131', '211', '212', '231'],
    inactive: ['111', '112', '113', '121'],
  });
});

it('recency goes by 180 and 365 days, both included', () => {
  const of = (days: number) => score(buyer(1, 100, days), [buyer(1, 100)]).recency;
  expect([of(0), of(180), of(180.01), of(365), of(365.01)]).toEqual([3, 3, 2, 2, 1]);
});

it('from 100 buyers on frequency and amount go by thirds', () => {
  const many = Array.from({ length: 300 }, (_, index) => buyer(index + 1, (index + 1) * 100));
  const thresholds = thresholdsOf(many);
  expect(thresholds).toMatchObject({ frequency: [100, 200], monetary: [10_000, 20_000] });
  expect(thresholds?.byThirds).toEqual({ frequency: true, monetary: true });
  expect([
    score(buyer(100, 10_000), many),
    score(buyer(101, 20_000), many),
    score(buyer(201, 20_001), many),
  ]).toMatchObject([
    { frequency: 1, monetary: 1 },
    { frequency: 2, monetary: 2 },
    { frequency: 3, monetary: 3 },
  ]);
});

it('with fewer, or where the thirds collapse, by one, two, three orders and by the average order', () => {
  const few = [buyer(1, 1_000), buyer(1, 1_000), buyer(2, 6_000)]; // average order 20.00
  expect(thresholdsOf(few)?.byThirds).toEqual({ frequency: false, monetary: false });
  expect([
    score(buyer(1, 1_999), few),
    score(buyer(2, 2_000), few),
    score(buyer(2, 4_000), few),
    score(buyer(3, 4_001), few),
  ]).toMatchObject([
    { frequency: 1, monetary: 1 },
    { frequency: 2, monetary: 2 },
    { frequency: 2, monetary: 2 },
    { frequency: 3, monetary: 3 },
  ]);
  const onceEach = Array.from({ length: 200 }, (_, index) => buyer(1, (index + 1) * 100));
  expect(thresholdsOf(onceEach)).toMatchObject({ frequency: [1, 2], byThirds: { frequency: false, monetary: true } });
  expect(thresholdsOf([])).toBeNull();
});

it('the top tenth is a tenth, and equal values score equal whatever their order', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => buyer(1, index + 1));
  const thresholds = thresholdsOf(hundred) as RfmThresholds;
  const top = hundred.filter((one) => rfmScore(one, thresholds, now).spendPercentile >= 90);
  expect(top.map(({ amountMinor }) => amountMinor)).toEqual([91, 92, 93, 94, 95, 96, 97, 98, 99, 100]);
  const arbitraryBuyer = fc
    .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 50 }))
    .map(([n, m]) => buyer(n, m));
  fc.assert(
    fc.property(fc.array(arbitraryBuyer, { minLength: 1, maxLength: 250 }), (buyers) => {
      const own = thresholdsOf(buyers) as RfmThresholds;
      expect(thresholdsOf(buyers.toReversed())).toEqual(own);
      const scored = buyers.map((one) => ({ one, is: rfmScore(one, own, now) }));
      for (const a of scored) {
        for (const b of scored.slice(0, 20)) {
          if (a.one.amountMinor <= b.one.amountMinor) expect(a.is.monetary).toBeLessThanOrEqual(b.is.monetary);
          if (a.one.orders <= b.one.orders) expect(a.is.frequency).toBeLessThanOrEqual(b.is.frequency);
        }
      }
      const share = scored.filter(({ is }) => is.spendPercentile >= 90).length / buyers.length;
      expect(share).toBeLessThanOrEqual(0.1);
      // Each third of thirds has somebody.
      if (own.byThirds.frequency) expect(new Set(scored.map(({ is }) => is.frequency)).size).toBe(3);
    }),
    { numRuns: 200 },
  );
});

it('only what is new is said, and another group remembers the one before', () => {
  const first = score(buyer(1, 100), [buyer(1, 100)]);
  const said = scoredAnew({}, first, now);
  expect(said).toMatchObject({ rfm_group: first.group, rfm_changed_at: now });
  expect(said).not.toHaveProperty('rfm_previous_group');
  expect(scoredAnew(said ?? {}, first, now + 1)).toBeNull();
  const later = { ...first, recency: 1 as const, group: 'inactive' as const };
  expect(scoredAnew(said ?? {}, later, now + 2)).toMatchObject({
    rfm_group: 'inactive',
    rfm_previous_group: first.group,
    rfm_changed_at: now + 2,
  });
  expect(scoredAnew(said ?? {}, { ...first, spendPercentile: 50 }, now)).not.toHaveProperty('rfm_changed_at');
});
