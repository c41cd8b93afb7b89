import { chooseAccess } from './choose-access.ts';
import { type Estimate, estimatePredicates, estimateProgram } from './estimate.ts';
import type { Predicate, Program } from './program.ts';

/** How a segment is asked; made at publish. JSON. */
export interface SegmentPlan {
  /**
   * Jump code: `[predicate, next if it holds, next if not]` in a row. Next is a place in the row, `holds` or `fails`; it begins at 0.
   * Empty for a constant, which fails if it has access predicates (none), else holds.
   */
  code: number[];
  /**
   * Access predicates: the segment can only hold if one of them does. Time alone never makes one hold, so that a segment none of whose
   * access predicates holds needs no look before a fact changes. Null: always to be asked.
   */
  access: number[] | null;
  /**
   * A predicate without which the segment does not hold whatever its access predicates answer, told likewise by facts alone; `~` of one with
   * which it does not.
   */
  guard?: number;
}

/** Where jump code ends. */
export const holds = -1;
export const fails = -2;

/** Plans segments over one table of predicates: what decides soonest is asked first. Programs carry negation at the leaves. */
export function planSegments(programs: readonly Program[], predicates: readonly Predicate[]): SegmentPlan[] {
  const leaves = estimatePredicates(predicates);
  const accesses = chooseAccess(programs, { predicates, leaves });
  return programs.map((program, index) => {
    const { access, guard } = accesses[index] as Pick<SegmentPlan, 'access' | 'guard'>;
    const known = new Set([...(access ?? []), ...(guard === undefined ? [] : [guard < 0 ? ~guard : guard])]);
    const code = jumpCode(knownLast(ordered(program, leaves), known));
    return { code, access, ...(guard !== undefined && { guard }) };
  });
}

/** Whoever gets to the code has passed its access predicate and guard: they are asked last. */
function knownLast(program: Program, known: ReadonlySet<number>): Program {
  if (typeof program === 'number' || program[0] !== '&') return program;
  const isKnown = (part: Program): boolean =>
    typeof part === 'number' ? known.has(part) : part[0] === '!' && isKnown(part[1]);
  const parts = program.slice(1) as Program[];
  return ['&', ...parts.filter((part) => !isKnown(part)), ...parts.filter(isKnown)];
}

/** Of a group first what decides it soonest for its cost. */
function ordered(program: Program, leaves: readonly Estimate[]): Program {
  if (typeof program === 'number' || program[0] === '!') return program;
  const isAll = program[0] === '&';
  const parts = (program.slice(1) as Program[]).map((part) => {
    const inner = ordered(part, leaves);
    const { probability, cost } = estimateProgram(inner, leaves);
    return { inner, price: cost / Math.max(isAll ? 1 - probability : probability, Number.MIN_VALUE) };
  });
  return [program[0], ...parts.sort((a, b) => a.price - b.price).map(({ inner }) => inner)];
}

function jumpCode(program: Program): number[] {
  const steps: (readonly [predicate: number, onTrue: number, onFalse: number])[] = [];
  // Backwards, so that where a part leads to is known when it is written.
  const write = (part: Program, onTrue: number, onFalse: number): number => {
    if (typeof part === 'number') return steps.push([part, onTrue, onFalse]) - 1;
    if (part[0] === '!') return write(part[1], onFalse, onTrue);
    const isAll = part[0] === '&';
    let next = isAll ? onTrue : onFalse;
    for (const one of (part.slice(1) as Program[]).toReversed()) {
      next = isAll ? write(one, next, onFalse) : write(one, onTrue, next);
    }
    return next;
  };
  const entry = write(program, holds, fails);
  const place = (step: number) => (step < 0 ? step : (entry - step) * 3);
  // What stands behind a constant is never reached.
  const reached = steps.slice(0, Math.max(0, entry + 1));
  return reached.toReversed().flatMap(([predicate, onTrue, onFalse]) => [predicate, place(onTrue), place(onFalse)]);
}
