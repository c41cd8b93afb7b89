import * as fc from 'fast-check';
import type { AcceptedBatch } from '../../shared/profile/accepted-batch.ts';
import type { Measure } from '../../shared/profile/measure.ts';
import { rebuild } from '../../shared/profile/rebuild.ts';
import type { Snapshot } from '../../shared/profile/snapshot.ts';
import type { Event } from '../../shared/schema/event.ts';

/** One of each form. */
export const measures: Measure[] = [
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
export const context = { measures, currency: 'EUR', rates, closed: ['tier'] };

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

/** Batches of two streams, of pages and of the server, each once. */
export const arbitraryHistory: fc.Arbitrary<AcceptedBatch[]> = fc
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

/** The profile of a history. */
export function fold(history: readonly AcceptedBatch[]): Snapshot {
  return rebuild(history, context);
}
