import { negate } from './connect.ts';
import { isConsistent, type Literal } from './consistent.ts';
import type { Predicate, Program } from './program.ts';

/** Steps of one search; rules that people write take a few dozen. Beyond, the answer is "perhaps". */
const maxSteps = 5_000;

/**
 * Can any visitor match, whatever the facts? False is certain. True may be wrong for what the analysis does not look into:
 * relative calendar dates, sequences, texts by their middle, and programs that are too large.
 */
export function isSatisfiable(program: Program, predicates: readonly Predicate[]): boolean {
  let steps = 0;
  const search = (pending: readonly Program[], literals: readonly Literal[]): boolean => {
    steps += 1;
    if (steps > maxSteps) return true;
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
export function isTautology(program: Program, predicates: readonly Predicate[]): boolean {
  return !isSatisfiable(negate(program), predicates);
}

/** Do both mean the same? True is certain. */
export function areEquivalent(a: Program, b: Program, predicates: readonly Predicate[]): boolean {
  return !isSatisfiable(['&', a, negate(b)], predicates) && !isSatisfiable(['&', b, negate(a)], predicates);
}
