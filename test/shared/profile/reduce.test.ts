import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AcceptedBatch } from '../../../shared/profile/accepted-batch.ts';
import { mergeSnapshots } from '../../../shared/profile/merge.ts';
import { canonical } from '../../../shared/profile/rebuild.ts';
import { exactCount, timeAt } from '../../../shared/profile/series.ts';
import type { Event } from '../../../shared/schema/event.ts';
import { arbitraryHistory, context, fold } from '../../support/arbitrary-history.ts';

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
