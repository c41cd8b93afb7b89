import type { RuleTable } from './evaluation.ts';
import { type FactLayout, layOut } from './fact-layout.ts';
import type { FactSlot } from './fact-slot.ts';
import type { Program } from './program.ts';
import { layEntries } from './segment-entries.ts';
import { planSegments, predicateOf, type SegmentPlan } from './segment-plan.ts';
import { ends, stepOf } from './step-code.ts';
import { unsupported } from './unsupported.ts';

/** A segment as the matcher takes it; one that was published before there were plans of this form is planned at link. */
export interface PlannedSegment {
  program: Program;
  /** Never holds here: the page has to be asked. */
  live?: boolean;
  plan?: SegmentPlan;
}

/** The plans of all segments side by side: segments by their places in the bundle, predicates by the ids of the layout. */
export interface LinkedPlans {
  layout: FactLayout;
  /** Null for a live segment, and for one that this code does not know how to answer: they never hold. */
  plans: readonly (SegmentPlan | null)[];
  /** `StepCode` of one segment after the other; by segment, where its own begins. */
  code: Uint32Array;
  starts: Int32Array;
  /** Segments that are asked whatever the facts are. */
  always: Int32Array;
  /** Those that facts find (`layEntries`). */
  entries: Int32Array;
  /** Facts that access predicates are over; access predicates over none of them. */
  accessSlots: FactSlot[];
  otherAccess: number[];
}

/** Lays plans out by the facts that find them. */
export function linkPlans(segments: readonly PlannedSegment[], table: RuleTable): LinkedPlans {
  const plans = plansOf(segments, table);
  const used = usedBy(plans, table);
  const layout = layOut(table, { used, access: new Set(plans.flatMap((plan) => plan?.access ?? [])) });
  const access = [...layout.access].map((index) => layout.idOf[index] as number).sort((a, b) => a - b);
  const slots = new Set(access.map((id) => layout.slotOf[id] as number).filter((slot) => slot >= 0));
  return {
    layout,
    plans,
    ...linkCode(plans, layout),
    always: Int32Array.from(plans.flatMap((plan, segment) => (plan?.access === null ? [segment] : []))),
    entries: layEntries(plans, layout),
    accessSlots: [...slots].map((slot) => layout.slots[slot] as FactSlot),
    otherAccess: access.filter((id) => (layout.slotOf[id] as number) < 0),
  };
}

/** One code after the other, those that are found by one predicate together. */
function linkCode(plans: LinkedPlans['plans'], { idOf }: FactLayout): Pick<LinkedPlans, 'code' | 'starts'> {
  const first = plans.map((plan) => idOf[plan?.access?.[0] ?? -1] ?? -1);
  const order = plans.map((_, segment) => segment).sort((a, b) => (first[a] as number) - (first[b] as number));
  const starts = new Int32Array(plans.length);
  const code: number[] = [];
  for (const segment of order) {
    const steps = plans[segment]?.steps;
    if (!steps) continue;
    starts[segment] = code.length;
    for (let at = 0; at < steps.length; at += 2) code.push(stepOf(steps[at] as number, steps[at + 1] as number, idOf));
    code.push(ends.holds, ends.fails);
  }
  return { code: Uint32Array.from(code), starts };
}

/** Places in the table of all predicates that some plan asks for, ascending. */
function usedBy(plans: readonly (SegmentPlan | null)[], { predicates }: RuleTable): number[] {
  const isUsed = new Uint8Array(predicates.length);
  for (const plan of plans) {
    for (const index of plan ? restsOn(plan) : []) isUsed[index] = 1;
  }
  const used: number[] = [];
  for (let index = 0; index < isUsed.length; index += 1) if (isUsed[index] === 1) used.push(index);
  return used;
}

/** Predicates that a plan asks for. */
function restsOn({ steps, access, guard }: SegmentPlan): number[] {
  const literals = steps.filter((_, at) => at % 2 === 0);
  return [...literals, ...(access ?? []), ...(guard === undefined ? [] : [guard])].map(predicateOf);
}

function plansOf(segments: readonly PlannedSegment[], table: RuleTable): (SegmentPlan | null)[] {
  const known = segments.map(({ program, live }) => live !== true && unsupported(program, table) === null);
  const unplanned = segments.filter((segment, index) => known[index] && !planOf(segment));
  const programs = unplanned.map(({ program }) => program);
  const made = (programs.length > 0 ? planSegments(programs, table.predicates) : []).values();
  return segments.map((segment, index) => (known[index] ? (planOf(segment) ?? made.next().value ?? null) : null));
}

/** As published; one of an earlier form counts as none. */
function planOf({ plan }: PlannedSegment): SegmentPlan | undefined {
  return Array.isArray(plan?.steps) ? plan : undefined;
}
