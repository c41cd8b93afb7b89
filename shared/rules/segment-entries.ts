import type { FactLayout } from './fact-layout.ts';
import type { Waiting } from './fact-slot.ts';
import type { SegmentPlan } from './segment-plan.ts';
import { no, yes } from './truth.ts';

/** A predicate and what it has to answer, in one number: the id above two bits, which are `yes` or `no`. */
export type Literal = number;

export function literalOf(id: number, answer: typeof yes | typeof no): Literal {
  return id * 4 + answer;
}

/** The guard of a plan by the ids of a layout; null where it has none. */
export function guardOf({ guard }: SegmentPlan, { idOf }: FactLayout): Literal | null {
  if (guard === undefined) return null;
  return guard < 0 ? literalOf(idOf[~guard] as number, no) : literalOf(idOf[guard] as number, yes);
}

/**
 * The segments that facts find, as `[segment, guard]` in a row: those that are found by one access predicate side by side, in the order of
 * ids (`firstEntry`), so that predicates with one bound that a number is past find all of theirs in one stretch; behind them those that are
 * found by one value, together once more. Without a guard the access predicate stands in its place.
 */
export function layEntries(plans: readonly (SegmentPlan | null)[], layout: FactLayout): Int32Array {
  const { firstEntry, idOf } = layout;
  const pairs = plans.flatMap((plan, segment) => {
    const guard = plan && guardOf(plan, layout);
    return (plan?.access ?? []).map((index) => {
      const id = idOf[index] as number;
      return { id, segment, guard: guard ?? literalOf(id, yes) };
    });
  });
  pairs.sort((a, b) => a.id - b.id || a.segment - b.segment);
  const entries: number[] = [];
  for (const { id, segment, guard } of pairs) {
    entries.push(segment, guard);
    firstEntry[id + 1] = entries.length;
  }
  for (let id = 1; id < firstEntry.length; id += 1) {
    firstEntry[id] = Math.max(firstEntry[id] as number, firstEntry[id - 1] as number);
  }
  for (const { byText, byNumber, byItem, known } of layout.slots) {
    for (const waiting of byText.values()) gather(waiting, entries, firstEntry);
    for (const waiting of byNumber.values()) gather(waiting, entries, firstEntry);
    for (const { some } of byItem.values()) gather(some, entries, firstEntry);
    gather(known, entries, firstEntry);
  }
  return Int32Array.from(entries);
}

/** Those of one id stand together already. */
function gather(waiting: Waiting, entries: number[], firstEntry: Int32Array): void {
  const finding = waiting.ids.filter((id) => (firstEntry[id + 1] as number) > (firstEntry[id] as number));
  const [only] = finding;
  if (only === undefined) return;
  if (finding.length === 1) {
    waiting.from = firstEntry[only] as number;
    waiting.to = firstEntry[only + 1] as number;
    return;
  }
  waiting.from = entries.length;
  for (const id of finding) {
    for (let at = firstEntry[id] as number; at < (firstEntry[id + 1] as number); at += 1)
      entries.push(entries[at] as number);
  }
  waiting.to = entries.length;
}
