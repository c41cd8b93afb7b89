import type { RuleTable } from './evaluation.ts';
import { type Fact, factOf, isSameFact } from './fact-of.ts';
import { emptySlot, type FactSlot, isTimed, type PlacedPredicate, type Tested } from './fact-slot.ts';
import { fillSlot } from './fill-slot.ts';
import type { Predicate } from './program.ts';

/**
 * Predicates laid out by the facts that they compare. Each has an id: those of one fact stand side by side, those that time alone can
 * flip behind all others.
 */
export interface FactLayout {
  slots: readonly FactSlot[];
  /** By id the place of its slot; −1 where only `holdsStored` tells. */
  slotOf: Int32Array;
  predicates: readonly Predicate[];
  /** By id, comparisons that are made only when somebody asks. */
  tests: readonly (Tested | undefined)[];
  /** By place in the table of the bundle; −1 for those that are not in use. */
  idOf: Int32Array;
  /** Places in the table of those by which segments are found. */
  access: ReadonlySet<number>;
  /** By id, where the entries of the segments that are found by it begin (`segment-entries.ts`), up to where those of the next do. */
  firstEntry: Int32Array;
  /** Ids from it on may be flipped by time alone. */
  firstTimed: number;
  /** Ids from it on have no slot. */
  firstGeneral: number;
}

/** What a layout is while ids are given. */
export interface LayoutDraft extends Pick<FactLayout, 'idOf' | 'access'> {
  predicates: Predicate[];
  slotOf: number[];
  tests: (Tested | undefined)[];
}

/** Lays out the predicates in use, in one pass; `access` are those by which segments are found. */
export function layOut(
  { predicates, purposes }: RuleTable,
  { used, access }: { used: Iterable<number>; access: ReadonlySet<number> },
): FactLayout {
  const byName = new Map<string, FactSlot[]>();
  const slotFor = (fact: Fact): FactSlot => {
    let named = byName.get(fact.name);
    if (!named) {
      named = [];
      byName.set(fact.name, named);
    }
    const known = named.find((slot) => isSameFact(slot, fact));
    if (known) return known;
    const slot = emptySlot({ ...fact, purpose: purposes[fact.name] ?? 'personalisation' });
    named.push(slot);
    return slot;
  };
  const general: PlacedPredicate[] = [];
  for (const index of used) {
    const predicate = predicates[index] as Predicate;
    const fact = factOf(predicate);
    (fact ? slotFor(fact).predicates : general).push({ predicate, index });
  }
  // What is said of one attribute or measure in several forms is read in a row.
  const slots = [...byName.values()].flat();
  slots.forEach((slot, place) => {
    slot.place = place;
  });
  const idOf = new Int32Array(predicates.length).fill(-1);
  const draft: LayoutDraft = { predicates: [], slotOf: [], tests: [], idOf, access };
  for (const slot of slots) if (!isTimed(slot)) fillSlot(slot, draft);
  const firstTimed = draft.predicates.length;
  for (const slot of slots) if (isTimed(slot)) fillSlot(slot, draft);
  const firstGeneral = draft.predicates.length;
  for (const one of general) giveId(one, -1, draft);
  const firstEntry = new Int32Array(draft.predicates.length + 1);
  return { ...draft, slots, slotOf: Int32Array.from(draft.slotOf), firstEntry, firstTimed, firstGeneral };
}

/** Gives a predicate the next id. */
export function giveId({ predicate, index }: PlacedPredicate, slot: number, draft: LayoutDraft): number {
  const id = draft.predicates.push(predicate) - 1;
  draft.idOf[index] = id;
  draft.slotOf.push(slot);
  draft.tests.push(undefined);
  return id;
}
