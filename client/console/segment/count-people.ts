import type { Rule } from '../../../shared/rules/rule.ts';
import { answer, api } from '../api.ts';

/** By JSON Pointer of a condition or group: it alone, and together with the rows before it. */
export type PartCounts = ReadonlyMap<string, { alone: number; kept: number }>;

/** Who a rule matches now. */
export interface PeopleCount {
  total: number;
  identified: number;
  /** Of a long rule the first ones. */
  parts: PartCounts;
  /** Where `countMoreParts` goes on; null when `parts` are all. */
  nextParts: number | null;
  /** The rule asks what only an open page knows: at most so many. */
  isUpperBound: boolean;
  /** For how many this rests on behaviour that is only known to the hour: they may be on the other side. */
  approximate: number;
  /** Epoch ms. */
  asOf: number;
}

/** What is known while the count goes on. */
export interface CountProgress {
  /** 0 to 1. */
  fraction: number;
  estimate: { total: number; margin: number };
}

/** Counts exactly, range by range; a count of several ranges is estimated first. Rejects with `ApiError`, or when aborted. */
export async function countPeople(
  rule: Rule,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: CountProgress) => void },
): Promise<PeopleCount> {
  let estimate: CountProgress['estimate'] | undefined;
  return await sumUp(rule, 0, {
    signal,
    onRange: async (fraction) => {
      estimate ??= await answer(api.population.estimate.$post({ json: { rule } }, { init: { signal } }));
      onProgress({ fraction, estimate });
    },
  });
}

/** What the parts of a long rule keep, from the `from`-th on. Rejects as `countPeople` does. */
export async function countMoreParts(rule: Rule, from: number, signal: AbortSignal): Promise<PartCounts> {
  const all = new Map<string, { alone: number; kept: number }>();
  for (let next: number | null = from; next !== null; ) {
    const { parts, nextParts }: PeopleCount = await sumUp(rule, next, { signal, onRange: async () => undefined });
    for (const [pointer, count] of parts) all.set(pointer, count);
    next = nextParts;
  }
  return all;
}

/** Adds up the ranges of people that the Worker counts one after the other. */
async function sumUp(
  rule: Rule,
  partsFrom: number,
  { signal, onRange }: { signal: AbortSignal; onRange: (fraction: number) => Promise<void> },
): Promise<PeopleCount> {
  const ask = (after: number) =>
    answer(api.population.count.$post({ json: { rule, after, parts: true, partsFrom } }, { init: { signal } }));
  let range = await ask(0);
  const { asOf, isUpperBound, nextParts } = range;
  let { total, identified } = range.size;
  let { approximate } = range;
  const parts = new Map(range.parts.map(({ pointer, alone, kept }) => [pointer, { alone, kept }]));
  while (range.next !== null) {
    await onRange(range.fraction);
    range = await ask(range.next);
    total += range.size.total;
    identified += range.size.identified;
    approximate += range.approximate;
    for (const { pointer, alone, kept } of range.parts) {
      const before = parts.get(pointer) ?? { alone: 0, kept: 0 };
      parts.set(pointer, { alone: before.alone + alone, kept: before.kept + kept });
    }
  }
  return { total, identified, parts, nextParts, isUpperBound, approximate, asOf };
}
