import { partsOf } from '../../../shared/rules/parts.ts';
import type { Rule } from '../../../shared/rules/rule.ts';
import { answer, api } from '../api.ts';

/** Who a rule matches now. */
export interface PeopleCount {
  total: number;
  identified: number;
  /** By JSON Pointer of a condition or group: it alone, and together with the rows before it. */
  parts: ReadonlyMap<string, { alone: number; kept: number }>;
  /** Of a long rule only the first ones are in `parts`. */
  areMoreParts: boolean;
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

/** Counts exactly, part by part; a count of several parts is estimated first. Rejects with `ApiError`, or when aborted. */
export async function countPeople(
  rule: Rule,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: CountProgress) => void },
): Promise<PeopleCount> {
  const init = { init: { signal } };
  const ask = (after: number) => answer(api.population.count.$post({ json: { rule, after, parts: true } }, init));
  let part = await ask(0);
  let { total, identified } = part.size;
  const parts = new Map(part.parts.map(({ pointer, alone, kept }) => [pointer, { alone, kept }]));
  let { approximate } = part;
  const { asOf, isUpperBound } = part;
  if (part.next !== null) {
    const estimate = await answer(api.population.estimate.$post({ json: { rule } }, init));
    while (part.next !== null) {
      onProgress({ fraction: part.fraction, estimate });
      part = await ask(part.next);
      total += part.size.total;
      identified += part.size.identified;
      approximate += part.approximate;
      for (const { pointer, alone, kept } of part.parts) {
        const before = parts.get(pointer) ?? { alone: 0, kept: 0 };
        parts.set(pointer, { alone: before.alone + alone, kept: before.kept + kept });
      }
    }
  }
  const areMoreParts = partsOf(rule).length > parts.size;
  return { total, identified, parts, areMoreParts, isUpperBound, approximate, asOf };
}
