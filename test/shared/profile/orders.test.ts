import { describe, expect, it } from 'vitest';
import type { AcceptedBatch } from '../../../shared/profile/accepted-batch.ts';
import { factsOf } from '../../../shared/profile/facts-of.ts';
import { reduce } from '../../../shared/profile/reduce.ts';
import { emptySnapshot } from '../../../shared/profile/snapshot.ts';

const day = 86_400_000;
const open = { mode: 'off' as const, state: {}, gpc: false };

/** Attributes after these orders, each `[day placed, properties]`, as the shop's server tells them. */
function attributesAfter(orders: [day: number, properties: Record<string, string | number>][], rates = [dollar]) {
  const snapshot = emptySnapshot();
  orders.forEach(([placed, properties], index) => {
    const event = { name: 'purchase', time: placed * day, session: '', properties: { currency: 'EUR', ...properties } };
    const batch: AcceptedBatch = {
      stream: 's.1',
      sequence: index + 1,
      receivedAt: 0,
      events: [event],
      consent: {},
      gpc: false,
      request: {},
      tier: 'server',
    };
    reduce(snapshot, batch, { measures: [], currency: 'EUR', rates, closed: [] });
  });
  return factsOf(snapshot, open).attributes;
}

const dollar = { currency: 'USD', from: '1970-01-05', rate: 0.9 };

describe('orders as attributes', () => {
  it('count what is paid, net of refunds, and gross whatever became of it', () => {
    const attributes = attributesAfter([
      [1, { transaction_id: 'A', value: 100 }],
      [2, { transaction_id: 'B', value: 50, refunded: 20 }],
      [3, { transaction_id: 'C', value: 30, status: 'cancelled' }],
      [4, { transaction_id: 'D', value: 10, status: 'refunded' }],
    ]);
    expect(attributes).toMatchObject({
      order_count: 2,
      order_total: 13_000,
      average_order: 6_500,
      orders_placed: 4,
      gross_total: 19_000,
      refund_total: 3_000,
      last_order: 2 * day,
      last_order_amount: 3_000,
    });
  });

  it('take the latest word of the server, in whatever order it comes', () => {
    const paid = { transaction_id: 'A', value: 100, updated_at: 10 };
    const cancelled = { transaction_id: 'A', value: 100, updated_at: 20, status: 'cancelled' };
    expect(
      attributesAfter([
        [1, paid],
        [1, cancelled],
      ]).order_count,
    ).toBe(0);
    expect(
      attributesAfter([
        [1, cancelled],
        [1, paid],
      ]).order_count,
    ).toBe(0);
  });

  it('convert by the rate of their day, and have no amount before the first one', () => {
    const inDollars = { value: 10, currency: 'USD' };
    expect(attributesAfter([[3, inDollars]]).order_total).toBe(0);
    expect(attributesAfter([[6, inDollars]]).order_total).toBe(900);
    const later = { currency: 'USD', from: '1970-01-08', rate: 0.5 };
    expect(attributesAfter([[6, inDollars]], [later, dollar]).order_total).toBe(900);
    expect(attributesAfter([[7, inDollars]], [later, dollar]).order_total).toBe(500);
  });

  it('know the usual gap from the second order on, and when it has passed one and a half times', () => {
    expect(attributesAfter([[1, { value: 1 }]]).lapse_expected).toBeUndefined();
    const attributes = attributesAfter([
      [1, { value: 1 }],
      [5, { value: 1 }],
      [11, { value: 1 }],
    ]);
    expect(attributes).toMatchObject({ average_days_between_orders: 5, lapse_expected: 11 * day + 7.5 * day });
  });
});
