import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AcceptedBatch } from '../../../shared/profile/accepted-batch.ts';
import type { Measure } from '../../../shared/profile/measure.ts';
import { mergeSnapshots } from '../../../shared/profile/merge.ts';
import { reduce } from '../../../shared/profile/reduce.ts';
import { exactCount, timeAt } from '../../../shared/profile/series.ts';
import { emptySnapshot, type Snapshot } from '../../../shared/profile/snapshot.ts';
import { warm } from '../../../shared/profile/warming.ts';
import type { Event } from '../../../shared/schema/event.ts';

const measures: Measure[] = [
  { id: 'm_views', event: 'page_view', where: [], since: 1 },
  { id: 'm_orders', event: 'purchase', where: [], since: 1 },
  { id: 'm_euro', event: 'purchase', where: [['currency', 'in', ['eur']]], since: 1 },
  { id: 'm_value', event: 'purchase', where: [], property: { name: 'value', as: 'number' }, since: 1 },
  { id: 'm_names', event: 'purchase', where: [], property: { name: 'item_id', as: 'text', over: 'items' }, since: 1 },
];
const rates = [
  { currency: 'USD', from: '1970-01-01', rate: 0.5 },
  { currency: 'USD', from: '1970-01-02', rate: 0.75 },
];
const context = { measures, currency: 'EUR', rates, closed: ['tier'] };

const arbitraryEvent: fc.Arbitrary<Event> = fc
  .tuple(
    fc.integer({ min: 1_000, max: 9_000 }),
    fc.constantFrom<[string, Event['properties']]>(
      ['page_view', {}],
      ['session_start', { referrer: 'https://a.example/', utm_source: 'x' }],
      ['session_start', {}],
      ['engagement', { engaged_ms: 700 }],
      ['identify', { attributes: { email: 'a@example.org', first_name: 'Ann' } }],
      ['identify', { attributes: { email: 'b@example.org', first_name: '' } }],
      ['purchase', { transaction_id: 'T1', value: 12.5, currency: 'EUR' }],
      ['purchase', { transaction_id: 'T1', value: 0.1, currency: 'PLN', items: [{ item_id: 'A' }, { item_id: 'B' }] }],
      ['purchase', { transaction_id: 'T2', value: 0.2, currency: 'EUR', items: [{ item_id: 'B' }] }],
      ['purchase', { transaction_id: 'T2', value: 99, currency: 'USD' }],
      ['purchase', { value: 3, currency: 'EUR' }],
      ['purchase', { transaction_id: 'T1', value: 20, currency: 'EUR', updated_at: 5_000 }],
      ['purchase', { transaction_id: 'T1', value: 20, currency: 'USD', updated_at: 7_000, refunded: 5 }],
      ['purchase', { transaction_id: 'T1', value: 20, currency: 'EUR', updated_at: 6_000, status: 'cancelled' }],
      ['coupon_redeemed', { code: 'A' }],
      ['gift_card_used', { value: 1.5, balance: 8.5 }],
      ['loyalty_changed', { points: 12, tier: 'gold', programme: 'club' }],
      ['email_opened', {}],
      ['promotion_exposed', { campaign: 'cmp_a', variant: 'a', decision: 'decision1' }],
      ['promotion_exposed', { campaign: 'cmp_a', variant: 'b', decision: 'decision2' }],
      ['promotion_submitted', { campaign: 'cmp_a', variant: 'a', decision: 'decision1', fields: { email: 'c@x.org' } }],
    ),
  )
  .map(([seconds, [name, properties]]) => ({ name, time: seconds * 1_000, session: 's', properties }));

const arbitraryHistory: fc.Arbitrary<AcceptedBatch[]> = fc
  .array(
    fc.tuple(
      fc.constantFrom('stream1', 'stream2'),
      fc.array(arbitraryEvent, { maxLength: 4 }),
      fc.boolean(),
      fc.boolean(),
    ),
    {
      maxLength: 8,
    },
  )
  .map((batches) =>
    batches.map(([stream, events, gpc, byServer], index) => ({
      stream,
      sequence: index + 1,
      receivedAt: 10_000_000 + index,
      events,
      consent: { analytics: true },
      gpc,
      request: { country: index % 2 === 0 ? 'DE' : 'PL', device_type: index % 3 === 0 ? 'mobile' : 'desktop' },
      ...(byServer && {
        tier: 'server' as const,
        source: 'api',
        proven: [{ kind: 'email' as const, value: index % 2 === 0 ? 'a@example.org' : 'd@example.org' }],
      }),
    })),
  );

function fold(history: readonly AcceptedBatch[]): Snapshot {
  const snapshot = emptySnapshot();
  for (const batch of history) reduce(snapshot, batch, context);
  return snapshot;
}

/** The same content, whatever the order of keys. */
function canonical(snapshot: Snapshot): string {
  return JSON.stringify(snapshot, (_, value) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

describe('reduce', () => {
  it('gives the same profile for any order and repetition of the same batches', () => {
    fc.assert(
      fc.property(
        arbitraryHistory.chain((history) =>
          fc.tuple(
            fc.constant(history),
            fc.shuffledSubarray([...history, ...history], { minLength: history.length * 2 }),
          ),
        ),
        ([history, shuffled]) => {
          expect(canonical(fold(shuffled))).toBe(canonical(fold(history)));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('gives a late measure what it would have counted from the beginning', () => {
    fc.assert(
      fc.property(arbitraryHistory, (history) => {
        const late = emptySnapshot();
        for (const batch of history) reduce(late, batch, { ...context, measures: [] });
        warm(late, history, context);
        expect(canonical(late)).toBe(canonical(fold(history)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('counts an order once however often its page is loaded, in integer minor units', () => {
    const purchase = (time: number): Event => ({
      name: 'purchase',
      time,
      session: 's',
      properties: { transaction_id: 'T1', value: 19.99, currency: 'EUR' },
    });
    const batch = { stream: 'a', receivedAt: 5_000, consent: {}, gpc: false, request: {} };
    const snapshot = fold([
      { ...batch, sequence: 2, events: [purchase(4_000)] },
      { ...batch, sequence: 1, events: [purchase(2_000), purchase(3_000)] },
    ]);
    expect(Object.values(snapshot.orders)).toMatchObject([{ at: [2_000, 'a', 1, 0], amountMinor: 1_999 }]);
    const series = snapshot.series.m_orders;
    expect(series && [exactCount(series), timeAt(series, 0)]).toEqual([1, 2_000]);
  });

  it('does not let a visitor write what the server knows better, nor into prototypes', () => {
    const attributes = JSON.parse('{"country":"XX","order_count":9,"__proto__":"x","tier":"gold","first_name":"Ann"}');
    const events = [{ name: 'identify', time: 1, session: 's', properties: { attributes } }];
    const batch = {
      stream: 'a',
      sequence: 1,
      receivedAt: 5,
      events,
      consent: {},
      gpc: false,
      request: { country: 'DE' },
    };
    const snapshot = fold([batch]);
    expect(Object.keys(snapshot.attributes).sort()).toEqual(['country', 'first_name']);
    expect(snapshot.attributes.country?.value).toBe('DE');
  });
});

describe('mergeSnapshots', () => {
  it('gives what one profile would have had, whichever of the two is named first', () => {
    fc.assert(
      fc.property(arbitraryHistory, fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), (history, sides) => {
        // A stream is one device, and a device has one profile at a time.
        const isLeft = (batch: AcceptedBatch) => sides[batch.stream === 'stream1' ? 0 : 1];
        const [left, right] = [history.filter(isLeft), history.filter((batch) => !isLeft(batch))].map(fold);
        if (!left || !right) throw new Error('two sides');
        const merged = canonical(mergeSnapshots(left, right, context));
        expect(canonical(mergeSnapshots(right, left, context))).toBe(merged);
        expect(merged).toBe(canonical(fold(history)));
      }),
      { numRuns: 2_000 },
    );
  });
});
