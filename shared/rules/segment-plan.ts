import { chooseAccess, isTimeless } from './choose-access.ts';
import { type Estimate, estimatePredicates, estimateProgram } from './estimate.ts';
import { always, type Predicate, type Program } from './program.ts';

/** How a segment is asked; made at publish. JSON. It holds if one of its access predicates does, its guard too, and the steps end so. */
export interface SegmentPlan {
  /**
   * `[literal, skip]` in a row. A literal is a predicate, or `~` of one that is not to hold. If it is as it should be, the next step follows,
   * else the one so many steps ahead. Behind the last step stands "holds", behind that "fails".
   */
  steps: number[];
  /**
   * Access predicates: the segment can only hold if one of them does. Time alone never makes one hold, so that a segment none of whose
   * access predicates holds needs no look before a fact changes. Null: always to be asked. None: it never holds.
   */
  access: number[] | null;
  /** A literal without which the segment does not hold whatever its access predicates answer, told likewise by facts alone. */
  guard?: number;
}

/**
 * Plans segments over one table of predicates: what decides soonest is asked first. Programs carry negation at the leaves, and no constants
 * but as a whole.
 */
export function planSegments(programs: readonly Program[], predicates: readonly Predicate[]): SegmentPlan[] {
  const leaves = estimatePredicates(predicates);
  const accesses = chooseAccess(programs, { predicates, leaves });
  return programs.map((program, index) => {
    const { access, guard } = accesses[index] as Pick<SegmentPlan, 'access' | 'guard'>;
    const passed = new Set([...(access?.length === 1 ? access : []), ...(guard === undefined ? [] : [guard])]);
    const steps = stepsOf(withoutPassed(ordered(program, leaves), passed, predicates));
    return { steps, access, ...(guard !== undefined && { guard }) };
  });
}

/** Whoever gets to the steps has passed its access predicate and guard: only those that time ends are asked again, to know when. */
function withoutPassed(program: Program, passed: ReadonlySet<number>, predicates: readonly Predicate[]): Program {
  const isPassed = (part: Program) => passed.has(literalOf(part) ?? Number.NaN);
  const isLasting = (part: Program) => isTimeless(predicates[predicateOf(literalOf(part) as number)]);
  if (typeof program === 'number' || program[0] !== '&')
    return isPassed(program) && isLasting(program) ? always : program;
  const parts = program.slice(1) as Program[];
  const again = parts.filter((part) => isPassed(part) && !isLasting(part));
  return ['&', ...parts.filter((part) => !isPassed(part)), ...again];
}

/** Null for a group. */
function literalOf(program: Program): number | null {
  if (typeof program === 'number') return program;
  return program[0] === '!' ? ~(program[1] as number) : null;
}

/** Of a group. */
function partsOf(program: Program): Program[] {
  return typeof program === 'number' ? [] : (program.slice(1) as Program[]);
}

function isAllOf(program: Program): boolean {
  return typeof program !== 'number' && program[0] === '&';
}

/** The predicate of a literal. */
export function predicateOf(literal: number): number {
  return literal < 0 ? ~literal : literal;
}

/** Of a group first what decides it soonest for its cost. */
function ordered(program: Program, leaves: readonly Estimate[]): Program {
  if (typeof program === 'number' || program[0] === '!') return program;
  const isAll = isAllOf(program);
  const parts = partsOf(program).map((part) => {
    const inner = ordered(part, leaves);
    const { probability, cost } = estimateProgram(inner, leaves);
    return { inner, price: cost / Math.max(isAll ? 1 - probability : probability, Number.MIN_VALUE) };
  });
  return [program[0], ...parts.sort((a, b) => a.price - b.price).map(({ inner }) => inner)];
}

function stepsOf(program: Program): number[] {
  const leaves: { literal: number; onTrue: number; onFalse: number }[] = [];
  const [holds, fails] = [-1, -2];
  // Backwards, so that where a part leads to is known when it is written: counted from the last step, which is 0.
  const write = (part: Program, onTrue: number, onFalse: number): number => {
    const literal = literalOf(part);
    if (literal !== null) return leaves.push({ literal, onTrue, onFalse }) - 1;
    const isAll = isAllOf(part);
    let next = isAll ? onTrue : onFalse;
    for (const one of partsOf(part).toReversed()) {
      next = isAll ? write(one, next, onFalse) : write(one, onTrue, next);
    }
    return next;
  };
  write(program, holds, fails);
  const steps = leaves.map(({ literal, onTrue, onFalse }, place) => {
    // One of both is the step that follows, as there are no constants.
    const goesOn = onTrue === place - 1;
    return [goesOn ? literal : ~literal, place - (goesOn ? onFalse : onTrue)];
  });
  return steps.toReversed().flat();
}
