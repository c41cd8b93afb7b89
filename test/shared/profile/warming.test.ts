import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AcceptedBatch } from '../../../shared/profile/accepted-batch.ts';
import { canonical } from '../../../shared/profile/rebuild.ts';
import { reduce } from '../../../shared/profile/reduce.ts';
import { emptySnapshot } from '../../../shared/profile/snapshot.ts';
import { type BatchRange, finish, missing, newWarming, pass, takeIn, warm } from '../../../shared/profile/warming.ts';
import { arbitraryHistory, context, fold, measures } from '../../support/arbitrary-history.ts';

const uncounted = { ...context, measures: [] };

describe('a late measure counts what it would have counted from the beginning', () => {
  it('from a whole history at once', () => {
    fc.assert(
      fc.property(arbitraryHistory, (history) => {
        const late = emptySnapshot();
        for (const batch of history) reduce(late, batch, uncounted);
        warm(late, history, context);
        expect(canonical(late)).toBe(canonical(fold(history)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('in pages of any size that are kept as JSON, while visits add to the history', () => {
    const page = fc.record({ ranges: fc.integer({ min: 1, max: 3 }), visits: fc.nat({ max: 2 }) });
    fc.assert(
      fc.property(arbitraryHistory, fc.array(page, { minLength: 20, maxLength: 20 }), (history, pages) => {
        const late = emptySnapshot();
        const waiting = [...history];
        let warming = newWarming({ version: 1, warm: 0 });
        for (const { ranges, visits } of pages) {
          for (const batch of waiting.splice(0, visits)) reduce(late, batch, uncounted);
          const asked = missing(late, warming).slice(0, ranges);
          for (const batch of history.filter((one) => isIn(asked, one))) takeIn(warming, batch, context);
          pass(warming, asked);
          warming = JSON.parse(JSON.stringify(warming));
        }
        const seen = history.slice(0, history.length - waiting.length);
        for (const batch of seen.filter((one) => isIn(missing(late, warming), one))) takeIn(warming, batch, context);
        expect(missing(late, warming)).toEqual([]);
        finish(late, warming, measures);
        expect(canonical(late)).toBe(canonical(fold(seen)));
      }),
      { numRuns: 1_000 },
    );
  });
});

function isIn(ranges: readonly BatchRange[], { stream, sequence }: AcceptedBatch): boolean {
  return ranges.some(([named, from, to]) => named === stream && from <= sequence && sequence <= to);
}
