import type { Purpose } from '../schema/attribute.ts';
import type { AttributeTest } from './attribute-test.ts';
import type { Fact } from './fact-of.ts';
import type { Predicate } from './program.ts';
import type { Comparand } from './residual-shape.ts';

/** A predicate with its place in the table of its bundle. */
export interface PlacedPredicate {
  predicate: Predicate;
  index: number;
}

/** A predicate that is asked by itself. */
export interface Tested {
  id: number;
  test: AttributeTest;
  operand: Comparand;
}

/** Predicates that ask for a number from a low to a high one, both included, side by side. */
export interface Intervals {
  ids: number[];
  lows: number[];
  highs: number[];
}

/** Predicates that hold for one value, with what it finds of the entries of `SegmentEntries`: those from a place up to another. */
export interface Waiting {
  ids: number[];
  from: number;
  to: number;
}

/**
 * In ms after a date's beginning, of those with `fromEnd` 1 for the second after its end: when each predicate over a span begins and
 * ceases to hold, in the order of their ids.
 */
export interface Delays {
  lows: Float64Array;
  highs: Float64Array;
  fromEnd: Uint8Array;
}

/**
 * One fact in one form, with the predicates over it laid out so that those that hold are found without asking the others: by the value
 * they wait for, by the bound they are past. What remains is tested one by one. Predicates go by the ids of `FactLayout`.
 */
export interface FactSlot extends Readonly<Fact> {
  readonly purpose: Purpose;
  /** Place among the slots of a layout. */
  place: number;
  readonly predicates: PlacedPredicate[];
  /** Its ids, `end` exclusive; those from `told` on are tested only when somebody asks. */
  first: number;
  told: number;
  end: number;
  isAskedLater: boolean;
  readonly byText: Map<string, Waiting>;
  readonly byNumber: Map<number, Waiting>;
  /** By an item that a list has to hold: one of several, or the first of all. */
  readonly byItem: Map<string, { some: Waiting; all: Tested[] }>;
  /** Of whoever has the fact. */
  readonly known: Waiting;
  /** Asked of everybody who has the fact: segments are found by them. */
  tested: Tested[];
  readonly between: Intervals;
  delays: Delays;
  /** Predicates of one bound, by id from `first` on, bounds ascending; those of `atMost` are negated, and so is what is compared. */
  atLeast: Bounds;
  atMost: Bounds;
}

export interface Bounds {
  first: number;
  bounds: Float64Array;
}

export function nobodyWaiting(): Waiting {
  return { ids: [], from: 0, to: 0 };
}

export function emptySlot({ form, name, windowMs, purpose }: Fact & Pick<FactSlot, 'purpose'>): FactSlot {
  const none = (): Bounds => ({ first: 0, bounds: new Float64Array() });
  return {
    form,
    name,
    windowMs,
    purpose,
    place: 0,
    predicates: [],
    first: 0,
    told: 0,
    end: 0,
    isAskedLater: false,
    byText: new Map(),
    byNumber: new Map(),
    byItem: new Map(),
    known: nobodyWaiting(),
    tested: [],
    between: { ids: [], lows: [], highs: [] },
    delays: { lows: new Float64Array(), highs: new Float64Array(), fromEnd: new Uint8Array() },
    atLeast: none(),
    atMost: none(),
  };
}

/** Does time alone change what the predicates over it answer? */
export function isTimed({ form, windowMs }: Fact): boolean {
  return form === 'span' || (form === 'count' && windowMs !== Infinity);
}
