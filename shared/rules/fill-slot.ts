import { attributeTest } from './attribute-test.ts';
import { daysOf, delaysOf } from './date-test.ts';
import { giveId, type LayoutDraft } from './fact-layout.ts';
import {
  type Bounds,
  type FactSlot,
  nobodyWaiting,
  type PlacedPredicate,
  type Tested,
  type Waiting,
} from './fact-slot.ts';
import { nextBelow } from './next-below.ts';
import type { Predicate } from './program.ts';

/** Gives ids to the predicates of a slot: those of one bound in the order of their bounds, last those that may wait to be asked. */
export function fillSlot(slot: FactSlot, draft: LayoutDraft): void {
  const from: Ranged[] = [];
  const to: Ranged[] = [];
  const between: Ranged[] = [];
  const others: PlacedPredicate[] = [];
  const later: PlacedPredicate[] = [];
  for (const one of slot.predicates) {
    const range = rangeOf(one.predicate);
    if (range) (range[1] === Infinity ? from : range[0] === -Infinity ? to : between).push({ one, range });
    else (isTest(one.predicate) && !draft.access.has(one.index) ? later : others).push(one);
  }
  slot.first = draft.predicates.length;
  slot.atLeast = bounds(
    slot,
    from.sort((a, b) => a.range[0] - b.range[0]),
    { boundOf: ([low]) => low, draft },
  );
  slot.atMost = bounds(
    slot,
    to.sort((a, b) => b.range[1] - a.range[1]),
    { boundOf: ([, high]) => -high, draft },
  );
  // The lowest first: what begins beyond a number ends the search.
  for (const { one, range } of between.sort((a, b) => a.range[0] - b.range[0])) {
    slot.between.ids.push(giveId(one, slot.place, draft));
    slot.between.lows.push(range[0]);
    slot.between.highs.push(range[1]);
  }
  for (const one of others) add(slot, one.predicate, giveId(one, slot.place, draft));
  if (slot.form === 'span') slot.delays = delaysOfAll(others);
  slot.told = draft.predicates.length;
  const askedLater = later.map((one) => {
    const id = giveId(one, slot.place, draft);
    const test = testOf(one.predicate, id);
    draft.tests[id] = test;
    return test;
  });
  slot.end = draft.predicates.length;
  slot.isAskedLater = later.length > 0;
  tellNamed(slot, askedLater);
}

function delaysOfAll(dates: readonly PlacedPredicate[]): FactSlot['delays'] {
  const all = dates.map(({ predicate }) => {
    const [, , operator, operand] = predicate as Extract<Predicate, readonly ['date', ...unknown[]]>;
    const [low, high] = delaysOf(operator, operand) ?? [Infinity, Infinity];
    return { low, high, fromEnd: operator === 'inNext' };
  });
  return {
    lows: Float64Array.from(all, ({ low }) => low),
    highs: Float64Array.from(all, ({ high }) => high),
    fromEnd: Uint8Array.from(all, ({ fromEnd }) => Number(fromEnd)),
  };
}

/** Of a text that is named by some predicate all is told by it: what is asked of everybody, and what may wait. */
function tellNamed({ byText, known, tested }: FactSlot, askedLater: readonly Tested[]): void {
  for (const [text, { ids }] of byText) {
    ids.push(...known.ids);
    for (const { id, test, operand } of tested) if (test(text, operand)) ids.push(id);
    for (const { id, test, operand } of askedLater) if (test(text, operand)) ids.push(id);
  }
}

/** Both ends included. */
type Range = readonly [low: number, high: number];

interface Ranged {
  one: PlacedPredicate;
  range: Range;
}

function bounds(
  slot: FactSlot,
  sorted: readonly Ranged[],
  { boundOf, draft }: { boundOf: (range: Range) => number; draft: LayoutDraft },
): Bounds {
  const first = draft.predicates.length;
  for (const { one } of sorted) giveId(one, slot.place, draft);
  return { first, bounds: Float64Array.from(sorted, ({ range }) => boundOf(range)) };
}

/** The numbers, or days, of which a predicate asks for one; null when it asks for something else. */
function rangeOf(predicate: Predicate): Range | null {
  switch (predicate[0]) {
    case 'count':
      return [predicate[3], Infinity];
    case 'date':
      return daysOf(predicate[2], predicate[3]);
    case 'attribute': {
      const [, , operator, operand] = predicate;
      const bound = operand as number;
      if (operator === 'gte') return [bound, Infinity];
      if (operator === 'gt') return [-nextBelow(-bound), Infinity];
      if (operator === 'lte') return [-Infinity, bound];
      if (operator === 'lt') return [-Infinity, nextBelow(bound)];
      return operator === 'between' ? (operand as [number, number]) : null;
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
  return operator !== 'in' && operator !== 'eq' && operator !== 'anyOf' && operator !== 'isKnown';
}

function testOf(predicate: Predicate, id: number): Tested {
  const [, , operator, operand] = predicate as Extract<Predicate, readonly ['attribute', ...unknown[]]>;
  return { id, test: attributeTest(operator), operand };
}

function add(slot: FactSlot, predicate: Predicate, id: number): void {
  if (isTest(predicate)) {
    slot.tested.push(testOf(predicate, id));
  } else if (predicate[0] === 'attribute') {
    addAwaited(slot, predicate, id);
  }
}

/** Has it found by the values that it waits for. */
function addAwaited(
  slot: FactSlot,
  predicate: Extract<Predicate, readonly ['attribute', ...unknown[]]>,
  id: number,
): void {
  const [, , operator, operand] = predicate;
  const texts = operand as readonly string[];
  if (operator === 'in') {
    for (const value of new Set(texts)) waitFor(slot.byText, value, id);
  } else if (operator === 'eq') {
    waitFor(slot.byNumber, operand as number, id);
  } else if (operator === 'isKnown') {
    slot.known.ids.push(id);
  } else if (operator === 'anyOf') {
    for (const item of new Set(texts)) itemOf(slot, item).some.ids.push(id);
  } else {
    itemOf(slot, texts[0] as string).all.push(testOf(predicate, id));
  }
}

function waitFor<Key>(waiting: Map<Key, Waiting>, value: Key, id: number): void {
  const known = waiting.get(value);
  if (known) known.ids.push(id);
  else waiting.set(value, { ...nobodyWaiting(), ids: [id] });
}

function itemOf({ byItem }: FactSlot, item: string) {
  let waiting = byItem.get(item);
  if (!waiting) {
    waiting = { some: nobodyWaiting(), all: [] };
    byItem.set(item, waiting);
  }
  return waiting;
}
