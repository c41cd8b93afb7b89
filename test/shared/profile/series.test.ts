import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countEvent } from '../../../shared/profile/count-event.ts';
import type { Measure } from '../../../shared/profile/measure.ts';
import { momentWidth, pack, unpackAt } from '../../../shared/profile/packed.ts';
import {
  addOccurrence,
  emptySeries,
  exactCount,
  hourMs,
  isSameSeries,
  keptSeries,
  maxExact,
  maxHours,
  removeOccurrence,
  type Series,
  type SeriesEntry,
} from '../../../shared/profile/series.ts';
import { firstIn, lastIn, nthLatest, statisticsOf } from '../../../shared/profile/series-statistics.ts';
import { emptySnapshot } from '../../../shared/profile/snapshot.ts';

const start = Date.UTC(2026, 0, 1);

function seriesOf(entries: readonly SeriesEntry[], kind: 'times' | 'number' | 'text' = 'number'): Series {
  const series = emptySeries(kind);
  for (const entry of entries) addOccurrence(series, entry);
  return series;
}

describe('packed numbers', () => {
  it('come back as they were, and sort as they do', () => {
    const moment = fc.integer({ min: 0, max: 64 ** 6 * 63 });
    fc.assert(
      fc.property(moment, moment, (a, b) => {
        expect(unpackAt(pack(a, momentWidth) + pack(b, momentWidth), 1, momentWidth)).toBe(b);
        expect(pack(a, momentWidth) < pack(b, momentWidth)).toBe(a < b);
      }),
    );
  });
});

describe('a series', () => {
  it('stays the same until an occurrence comes or goes, even one older than all that are exact', () => {
    const late = Array.from({ length: maxExact }, (_, index) => ({ time: start + hourMs * (200 + index), value: 1 }));
    const series = seriesOf(late);
    for (const time of [start, start + 1, start + hourMs * 900]) {
      const kept = keptSeries(series);
      expect(isSameSeries(kept, series)).toBe(true);
      addOccurrence(series, { time, value: 1 });
      expect(isSameSeries(kept, series)).toBe(false);
    }
    const kept = keptSeries(series);
    removeOccurrence(series, { time: start + hourMs * 900, value: 1 });
    expect(isSameSeries(kept, series)).toBe(false);
  });

  it('keeps the latest exact, older ones by the hour, the rest together, and counts all', () => {
    const hours = maxHours + 10;
    const old = Array.from({ length: hours * 2 }, (_, index) => ({ time: start + (index * hourMs) / 2, value: 1_000 }));
    const since = start + hours * hourMs;
    const fresh = Array.from({ length: maxExact }, (_, index) => ({ time: since + index, value: 2_000 }));
    const series = seriesOf([...old, ...fresh]);
    expect([exactCount(series), series.hours.length]).toEqual([maxExact, maxHours]);
    expect(series.rest?.slice(2)).toEqual([20, 20_000, 1_000, 1_000]);
    const all = statisticsOf(series, { from: -Infinity, to: Infinity });
    expect(all).toEqual({
      count: old.length + maxExact,
      sum: old.length * 1_000 + maxExact * 2_000,
      minimum: 1_000,
      maximum: 2_000,
      approximate: false,
    });
    expect(statisticsOf(series, { from: since, to: Infinity })).toMatchObject({ count: maxExact, approximate: false });
    // An edge on the hour is exact, one inside it takes the whole hour and says so.
    expect(statisticsOf(series, { from: since - hourMs, to: Infinity }).approximate).toBe(false);
    expect(statisticsOf(series, { from: since - hourMs / 2, to: Infinity })).toMatchObject({
      count: maxExact + 2,
      approximate: true,
    });
    expect(nthLatest(series, maxExact + 1)).toBe(since - 1);
    expect(nthLatest(series, old.length + maxExact + 1)).toBeUndefined();
    expect(firstIn(series, { from: -Infinity, to: Infinity })).toEqual({ time: start, approximate: false });
    expect(lastIn(series, { from: -Infinity, to: since })).toEqual({ time: since - 1, approximate: true });
  });

  it('is the same for any order of adding, also when it folds', () => {
    const entry = fc.record({
      time: fc.integer({ min: 0, max: 400 }).map((step) => start + step * 900_000),
      value: fc.constantFrom(-5, 0, 100, 19_990),
    });
    const entries = fc.array(entry, { minLength: maxExact - 5, maxLength: maxExact + 200 });
    fc.assert(
      fc.property(
        entries.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        fc.constantFrom('times' as const, 'number' as const, 'text' as const),
        ([list, shuffled], kind) => {
          const of = (some: SeriesEntry[]) =>
            seriesOf(
              some.map(({ time, value }) => ({
                time,
                value: kind === 'number' ? value : Math.max(value, 0) * Number(kind === 'text'),
              })),
              kind,
            );
          expect(of(shuffled)).toEqual(of(list));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('gives back what was taken', () => {
    const kept = { time: start, value: 5 };
    const series = seriesOf([kept, { time: start, value: 7 }]);
    removeOccurrence(series, { time: start, value: 7 });
    removeOccurrence(series, { time: start, value: 9 });
    expect(series).toEqual(seriesOf([kept]));
    removeOccurrence(series, kept);
    expect(series).toEqual(emptySeries('number'));
  });
});

it('a profile with ten full series, folded hours included, stays under 64 KB', () => {
  const measure = (id: string, property?: Measure['property']): Measure => ({
    id: `m_${id}0123456789`,
    event: 'purchase',
    where: [],
    since: 1,
    ...(property && { property }),
  });
  const measures = [
    ...['a', 'b', 'c', 'd'].map((id) => measure(id)),
    ...['e', 'f', 'g'].map((id) => measure(id, { name: 'value', as: 'number' })),
    ...['h', 'i', 'j'].map((id) => measure(id, { name: 'item_id', as: 'text' })),
  ];
  const snapshot = emptySnapshot();
  for (let index = 0; index < maxExact + 2 * maxHours; index += 1) {
    // Prices with cents, other products each time, some seven hours apart over half a year.
    const properties = { value: 19.99 + (index % 180), item_id: `SKU-${index}` };
    const time = start + index * 7 * hourMs + index * 977;
    countEvent(snapshot, { name: 'purchase', time, session: 's', properties }, { order: null, measures });
  }
  const bytes = new TextEncoder().encode(JSON.stringify(snapshot)).length;
  expect(Object.values(snapshot.series).map(exactCount)).toEqual(measures.map(() => maxExact));
  expect(bytes).toBeLessThan(64 * 1_024);
});
