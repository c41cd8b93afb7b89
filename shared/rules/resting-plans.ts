import { type LinkedPlans, type PlannedSegment, unguarded } from './link-plans.ts';
import type { Program } from './program.ts';
import { fails } from './segment-plan.ts';

/** Lists side by side: the one at a place lasts from `first` at that place up to `first` at the next. */
export interface Rows {
  first: Int32Array;
  values: Int32Array;
}

/** The plans of a bundle by what they rest on; segments by their places in the bundle, predicates by the ids of the layout. */
export interface RestingPlans {
  /** By predicate, the segments that ask for it, and those that ask for its opposite. */
  asItIs: Rows;
  negated: Rows;
  /** By segment, its access predicates. */
  access: Rows;
  /** By segment: 1 where it is asked whatever holds. */
  always: Uint8Array;
  /** By segment: an id, `~` of one, or `unguarded`. */
  guards: Int32Array;
  code: Int32Array;
  /** By segment: where its code begins. */
  starts: Int32Array;
}

/** Turns linked plans round. Constants, live segments and those that nothing here can answer rest on nothing. */
export function restingPlans(segments: readonly PlannedSegment[], plans: LinkedPlans): RestingPlans {
  const { layout, order, code, firstOf, places } = plans;
  const starts = new Int32Array(segments.length).fill(fails);
  const always = new Uint8Array(segments.length);
  const guards = new Int32Array(segments.length).fill(unguarded);
  order.forEach((segment, place) => {
    starts[segment] = plans.starts[place] as number;
  });
  for (const place of plans.always) always[order[place] as number] = 1;
  const asItIs = layout.predicates.map((): number[] => []);
  const negated = layout.predicates.map((): number[] => []);
  segments.forEach(({ program }, segment) => {
    if ((starts[segment] as number) < 0) return;
    forEachLeaf(program, (leaf, isNegated) => {
      // Code passes over what a constant beside it decides.
      (isNegated ? negated : asItIs)[layout.idOf[leaf] as number]?.push(segment);
    });
  });
  const access = segments.map((): number[] => []);
  for (let id = 0; id < layout.predicates.length; id += 1) {
    for (let index = firstOf[id] as number; index < (firstOf[id + 1] as number); index += 1) {
      const segment = order[places[index] as number] as number;
      access[segment]?.push(id);
      guards[segment] = plans.guards[index] as number;
    }
  }
  return { asItIs: rowsOf(asItIs), negated: rowsOf(negated), access: rowsOf(access), always, guards, code, starts };
}

function rowsOf(lists: readonly (readonly number[])[]): Rows {
  const first = new Int32Array(lists.length + 1);
  lists.forEach(({ length }, place) => {
    first[place + 1] = (first[place] as number) + length;
  });
  return { first, values: Int32Array.from(lists.flat()) };
}

function forEachLeaf(program: Program, visit: (leaf: number, isNegated: boolean) => void, isNegated = false): void {
  if (typeof program === 'number') visit(program, isNegated);
  else if (program[0] === '!') forEachLeaf(program[1], visit, !isNegated);
  else for (const part of program.slice(1) as Program[]) forEachLeaf(part, visit, isNegated);
}
