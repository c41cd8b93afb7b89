import { negate } from './connect.ts';
import { isConsistent, type Literal } from './consistent.ts';
import type { Predicate, Program } from './program.ts';

/** How many steps searches may still take; rules that people write take a few dozen. Beyond, the answer is "perhaps". */
export interface SearchBudget {
  steps: number;
}

/** Of one search, whatever is left for all. */
const maxSteps = 1_000;

/**
 * Can any visitor match, whatever the facts? False is certain. True may be wrong for what the analysis does not look into:
 * relative calendar dates, sequences, texts by their middle, and programs that are too large.
 */
export function isSatisfiable(
  program: Program,
  predicates: readonly Predicate[],
  budget: SearchBudget = { steps: maxSteps },
): boolean {
  let left = Math.min(maxSteps, budget.steps);
  const search = (pending: readonly Program[], literals: readonly Literal[]): boolean => {
    left -= 1;
    budget.steps -= 1;
    if (left < 0) return true;
    const [next, ...rest] = pending;
    if (next === undefined) return true;
    if (typeof next !== 'number' && next[0] === '&')
      return search([...(next.slice(1) as Program[]), ...rest], literals);
    if (typeof next !== 'number' && next[0] === '|') {
      return (next.slice(1) as Program[]).some((part) => search([part, ...rest], literals));
    }
    const inner = typeof next === 'number' ? next : next[1];
    if (typeof inner !== 'number') return search([negate(inner as Program), ...rest], literals);
    const predicate = predicates[inner];
    if (!predicate) return true;
    const extended = [...literals, { predicate, holds: typeof next === 'number' }];
    return isConsistent(extended) && search(rest, extended);
  };
  return search([program], []);
}

/** Does every visitor match? True is certain. */
export function isTautology(program: Program, predicates: readonly Predicate[], budget?: SearchBudget): boolean {
  return !isSatisfiable(negate(program), predicates, budget);
}

/** Do both mean the same? True is certain. */
export function areEquivalent(
  a: Program,
  b: Program,
  { predicates, budget }: { predicates: readonly Predicate[]; budget?: SearchBudget },
): boolean {
  const isWithin = (inner: Program, outer: Program) => !isSatisfiable(['&', inner, negate(outer)], predicates, budget);
  return isWithin(a, b) && isWithin(b, a);
}
