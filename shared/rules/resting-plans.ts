import type { LinkedPlans, PlannedSegment } from './link-plans.ts';
import type { Program } from './program.ts';
import { guardOf } from './segment-entries.ts';

/** Where a segment has no guard: no literal is that. */
export const unguarded = 0;

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
  /** By segment, a literal or `unguarded`. */
  guards: Int32Array;
  code: Uint32Array;
  /** By segment: where its code begins. */
  starts: Int32Array;
}

/** Turns linked plans round. Constants, live segments and those that nothing here can answer rest on nothing. */
export function restingPlans(segments: readonly PlannedSegment[], linked: LinkedPlans): RestingPlans {
  const { layout, plans, code, starts } = linked;
  const asItIs = layout.predicates.map((): number[] => []);
  const negated = layout.predicates.map((): number[] => []);
  segments.forEach(({ program }, segment) => {
    if (!plans[segment]) return;
    forEachLeaf(program, (leaf, isNegated) => {
      // Code passes over what a constant beside it decides.
      (isNegated ? negated : asItIs)[layout.idOf[leaf] as number]?.push(segment);
    });
  });
  const access = plans.map((plan) => (plan?.access ?? []).map((one) => layout.idOf[one] as number));
  const always = Uint8Array.from(plans, (plan) => (plan?.access === null ? 1 : 0));
  const guards = Int32Array.from(plans, (plan) => (plan && guardOf(plan, layout)) ?? unguarded);
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
