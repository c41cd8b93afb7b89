import { attributeTest } from './attribute-test.ts';
import { daysOf, delaysOf } from './date-test.ts';
import type { RuleTable } from './evaluation.ts';
import { factOf } from './fact-of.ts';
import { emptySlot, type FactSlot, isTimed, type Tested } from './fact-slot.ts';
import { nextBelow } from './next-below.ts';
import type { Predicate } from './program.ts';

/**
 * Predicates laid out by the facts that they are over. Each has an id: those of one fact stand side by side, those that time alone can
 * flip behind all others.
 */
export interface FactLayout {
  slots: readonly FactSlot[];
  /** By id the place of its slot; −1 where only `holdsStored` tells. */
  slotOf: Int32Array;
  predicates: readonly Predicate[];
  /** By id, comparisons that are made only when somebody asks. */
  tests: readonly (Tested | undefined)[];
  /** By place in the table of the bundle; −1 for those that were not asked for. */
  idOf: Int32Array;
  /** Places in the table of those by which segments are found. */
  access: ReadonlySet<number>;
  /** Ids from it on may be flipped by time alone. */
  firstTimed: number;
}

/** Lays out the predicates in use, in one pass; `access` are those by which segments are found. */
export function layOut(
  { predicates, purposes }: RuleTable,
  { used, access }: { used: Iterable<number>; access: ReadonlySet<number> },
): FactLayout {
  const slots: FactSlot[] = [];
  const known = new Map<string, FactSlot>();
  const general: Placed[] = [];
  for (const index of used) {
    const predicate = predicates[index] as Predicate;
    const fact = factOf(predicate);
    if (!fact) {
      general.push({ predicate, index });
      continue;
    }
    const key = `${fact.kind} ${fact.windowMs} ${fact.name}`;
    let slot = known.get(key);
    if (!slot) {
      slot = emptySlot({ ...fact, purpose: purposes[fact.name] ?? 'personalisation', place: slots.length });
      slots.push(slot);
      known.set(key, slot);
    }
    slot.predicates.push({ predicate, index });
  }
  const layout: Draft = {
    predicates: [],
    slotOf: [],
    tests: [],
    idOf: new Int32Array(predicates.length).fill(-1),
    access,
  };
  for (const slot of slots) if (!isTimed(slot)) fill(slot, layout);
  const firstTimed = layout.predicates.length;
  for (const slot of slots) if (isTimed(slot)) fill(slot, layout);
  for (const one of general) place(one, -1, layout);
  return { ...layout, slots, slotOf: Int32Array.from(layout.slotOf), firstTimed };
}

type Placed = FactSlot['predicates'][number];

interface Draft {
  predicates: Predicate[];
  slotOf: number[];
  tests: (Tested | undefined)[];
  idOf: Int32Array;
  access: ReadonlySet<number>;
}

/** Gives a predicate its id. */
function place({ predicate, index }: Placed, slot: number, { predicates, slotOf, tests, idOf }: Draft): number {
  const id = predicates.push(predicate) - 1;
  idOf[index] = id;
  slotOf.push(slot);
  tests.push(undefined);
  return id;
}

/** Gives ids to the predicates of a slot: those of one bound in the order of their bounds, last those that may wait to be asked. */
function fill(slot: FactSlot, layout: Draft): void {
  const { access, predicates } = layout;
  const first = predicates.length;
  const rest = new Set(slot.predicates);
  const ranges = new Map([...rest].map((one) => [one, rangeOf(one.predicate)]));
  for (const side of ['low', 'high'] as const) {
    const other = side === 'low' ? 'high' : 'low';
    const boundOf = (one: Placed) => ranges.get(one)?.[side] ?? Number.NaN;
    const sorted = slot.predicates
      .filter((one) => rest.has(one) && isEndless(ranges.get(one)?.[other]) && !isEndless(boundOf(one)))
      .sort((a, b) => (side === 'low' ? boundOf(a) - boundOf(b) : boundOf(b) - boundOf(a)));
    slot[side === 'low' ? 'atLeast' : 'atMost'] = {
      first: predicates.length,
      bounds: Float64Array.from(sorted, boundOf),
      access: Int32Array.from(sorted.flatMap(({ index }, offset) => (access.has(index) ? [offset] : []))),
    };
    for (const one of sorted) {
      rest.delete(one);
      place(one, slot.place, layout);
    }
  }
  const later: Placed[] = [];
  for (const one of rest) {
    const range = ranges.get(one);
    if (range) addBetween(slot, range, place(one, slot.place, layout));
    else if (isTest(one.predicate) && !access.has(one.index)) later.push(one);
    else add(slot, one, place(one, slot.place, layout));
  }
  slot.first = first;
  slot.told = predicates.length;
  for (const one of later) {
    const id = place(one, slot.place, layout);
    layout.tests[id] = testOf(one, id);
  }
}

function isEndless(bound: number | undefined): boolean {
  return bound === Infinity || bound === -Infinity;
}

interface Range {
  low: number;
  high: number;
}

function addBetween({ between }: FactSlot, { low, high }: Range, id: number): void {
  between.ids.push(id);
  between.lows.push(low);
  between.highs.push(high);
}

/** The numbers, or days, of which a predicate asks for one; null when it asks for something else. */
function rangeOf(predicate: Predicate): Range | null {
  switch (predicate[0]) {
    case 'count':
      return { low: predicate[3], high: Infinity };
    case 'date': {
      const days = daysOf(predicate[2], predicate[3]);
      return days && { low: days[0], high: days[1] };
    }
    case 'attribute': {
      const [, , operator, operand] = predicate;
      const bound = operand as number;
      if (operator === 'gte') return { low: bound, high: Infinity };
      if (operator === 'gt') return { low: -nextBelow(-bound), high: Infinity };
      if (operator === 'lte') return { low: -Infinity, high: bound };
      if (operator === 'lt') return { low: -Infinity, high: nextBelow(bound) };
      if (operator !== 'between') return null;
      const [low, high] = operand as [number, number];
      return { low, high };
    }
    default:
      return null;
  }
}

/** Is it found neither by a value nor by a bound? */
function isTest(predicate: Predicate): boolean {
  if (predicate[0] !== 'attribute') return false;
  const [, , operator, operand] = predicate;
  if (operator === 'allOf') return (operand as readonly string[]).length === 0;
  return operator !== 'in' && operator !== 'eq' && operator !== 'anyOf';
}

function testOf({ predicate, index }: Placed, id: number): Tested {
  const [, , operator, operand] = predicate as Extract<Predicate, readonly ['attribute', ...unknown[]]>;
  return { id, index, test: attributeTest(operator), operand };
}

function add(slot: FactSlot, one: Placed, id: number): void {
  const { predicate } = one;
  if (predicate[0] === 'date') {
    const [low, high] = delaysOf(predicate[2], predicate[3]) ?? [Infinity, Infinity];
    slot.delays.push({ id, low, high, fromEnd: predicate[2] === 'inNext' });
    return;
  }
  if (isTest(predicate)) slot.tested.push(testOf(one, id));
  if (predicate[0] !== 'attribute') return;
  const [, , operator, operand] = predicate;
  if (operator === 'in') {
    for (const value of new Set(operand as readonly string[])) waitFor(slot.byText, value, id);
  } else if (operator === 'eq') {
    waitFor(slot.byNumber, operand as number, id);
  } else if (operator === 'anyOf') {
    for (const item of new Set(operand as readonly string[])) itemOf(slot, item).some.push(id);
  } else if (operator === 'allOf' && !isTest(predicate)) {
    itemOf(slot, (operand as readonly string[])[0] as string).all.push(testOf(one, id));
  }
}

function waitFor<Key>(waiting: Map<Key, number[]>, value: Key, id: number): void {
  const known = waiting.get(value);
  if (known) known.push(id);
  else waiting.set(value, [id]);
}

function itemOf({ byItem }: FactSlot, item: string) {
  let waiting = byItem.get(item);
  if (!waiting) {
    waiting = { some: [], all: [] };
    byItem.set(item, waiting);
  }
  return waiting;
}
