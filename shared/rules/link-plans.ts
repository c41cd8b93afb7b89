import type { RuleTable } from './evaluation.ts';
import { type FactLayout, layOut } from './fact-layout.ts';
import type { FactSlot } from './fact-slot.ts';
import type { Program } from './program.ts';
import { fails, holds, planSegments, type SegmentPlan } from './segment-plan.ts';
import { unsupported } from './unsupported.ts';

/** A segment as the matcher takes it; one that was published before there were plans is planned at link. */
export interface PlannedSegment {
  program: Program;
  /** Never holds here: the page has to be asked. */
  live?: boolean;
  plan?: SegmentPlan;
}

/** Where a segment has no guard. */
export const unguarded = 0x7fffffff;

/** The plans of all segments side by side, predicates by the ids of the layout. */
export interface LinkedPlans {
  layout: FactLayout;
  code: Int32Array;
  /** Segments in the order in which they are laid out: those that are found by one predicate stand together. */
  order: Int32Array;
  /** By place in that order, where the code begins; `holds` or `fails` for the constants. */
  starts: Int32Array;
  /** Places without access predicates. */
  always: Int32Array;
  /** Places by the id of their access predicate: from one index up to that of the next id. */
  firstOf: Int32Array;
  places: Int32Array;
  /** Beside each its guard: an id, `~` of one, or `unguarded`. */
  guards: Int32Array;
  /** Facts that access predicates are over; access predicates over none of them. */
  accessSlots: FactSlot[];
  otherAccess: number[];
}

/** Lays plans out; what is reached by one access predicate stands together. */
export function linkPlans(segments: readonly PlannedSegment[], table: RuleTable): LinkedPlans {
  const plans = plansOf(segments, table);
  const layout = layOut(table, {
    used: usedBy(plans, table),
    access: new Set(plans.flatMap((plan) => plan?.access ?? [])),
  });
  const inOrder = plans
    .map((plan, segment) => ({ plan, segment, access: plan?.access?.map((one) => layout.idOf[one] as number) ?? [] }))
    .sort((a, b) => (a.access[0] ?? -1) - (b.access[0] ?? -1));
  const starts = new Int32Array(plans.length).fill(fails);
  const code = new Int32Array(plans.reduce((sum, plan) => sum + (plan?.code.length ?? 0), 0));
  let end = 0;
  inOrder.forEach(({ plan }, place) => {
    if (!plan) return;
    starts[place] = copy(plan, code, { to: end, idOf: layout.idOf });
    end += plan.code.length;
  });
  const always = inOrder.flatMap(({ plan }, place) => (plan?.access === null ? [place] : []));
  const pairs = inOrder.flatMap(({ plan, access }, place) => access.map((id) => ({ id, place, guard: plan?.guard })));
  const firstOf = new Int32Array(layout.predicates.length + 1);
  for (const { id } of pairs) firstOf[id + 1] = (firstOf[id + 1] ?? 0) + 1;
  for (let id = 1; id < firstOf.length; id += 1) firstOf[id] = (firstOf[id] ?? 0) + (firstOf[id - 1] ?? 0);
  pairs.sort((a, b) => a.id - b.id || a.place - b.place);
  const access = [...new Set(pairs.map(({ id }) => id))];
  const slots = new Set(access.map((id) => layout.slotOf[id] as number).filter((slot) => slot >= 0));
  return {
    layout,
    code,
    order: Int32Array.from(inOrder, ({ segment }) => segment),
    starts,
    always: Int32Array.from(always),
    firstOf,
    places: Int32Array.from(pairs, ({ place }) => place),
    guards: Int32Array.from(pairs, ({ guard }) => idOfGuard(guard, layout)),
    accessSlots: [...slots].map((slot) => layout.slots[slot] as FactSlot),
    otherAccess: access.filter((id) => (layout.slotOf[id] as number) < 0),
  };
}

/** Places in the table of all predicates that are in some code, ascending. */
function usedBy(plans: readonly (SegmentPlan | null)[], { predicates }: RuleTable): number[] {
  const isUsed = new Uint8Array(predicates.length);
  for (const plan of plans) {
    if (plan) for (let at = 0; at < plan.code.length; at += 3) isUsed[plan.code[at] as number] = 1;
  }
  const used: number[] = [];
  for (let index = 0; index < isUsed.length; index += 1) if (isUsed[index] === 1) used.push(index);
  return used;
}

function idOfGuard(guard: number | undefined, { idOf }: FactLayout): number {
  if (guard === undefined) return unguarded;
  return guard < 0 ? ~(idOf[~guard] as number) : (idOf[guard] as number);
}

/** Answers where to begin. */
function copy({ code, access }: SegmentPlan, into: Int32Array, { to, idOf }: { to: number; idOf: Int32Array }): number {
  if (code.length === 0) return access ? fails : holds;
  for (let at = 0; at < code.length; at += 3) {
    const [onTrue, onFalse] = [code[at + 1] as number, code[at + 2] as number];
    into[to + at] = idOf[code[at] as number] as number;
    into[to + at + 1] = onTrue < 0 ? onTrue : onTrue + to;
    into[to + at + 2] = onFalse < 0 ? onFalse : onFalse + to;
  }
  return to;
}

/** Null for a live segment, and for one that this code does not know how to answer: they never hold. */
function plansOf(segments: readonly PlannedSegment[], table: RuleTable): (SegmentPlan | null)[] {
  const known = segments.map(({ program, live }) => live !== true && unsupported(program, table) === null);
  const unplanned = segments.filter(({ plan }, index) => known[index] && !plan);
  const programs = unplanned.map(({ program }) => program);
  const made = (programs.length > 0 ? planSegments(programs, table.predicates) : []).values();
  return segments.map(({ plan }, index) => (known[index] ? (plan ?? made.next().value ?? null) : null));
}
