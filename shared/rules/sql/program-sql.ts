import { connect } from '../connect.ts';
import { always, type Predicate, type Program } from '../program.ts';
import { type Bounds, joined, not } from './bounds.ts';
import { type Asking, leafBounds } from './leaf.ts';

/** A program over stored facts as SQL over `profile_facts`. */
export function programBounds(program: Program, predicates: readonly Predicate[], asking: Asking): Bounds {
  const bounds = (part: Program): Bounds => {
    if (typeof part === 'number') return leafBounds(predicates[part] as Predicate, asking);
    if (part[0] === '!') return not(bounds(part[1]));
    return joined(part[0], (part.slice(1) as Program[]).map(bounds));
  };
  return bounds(program);
}

/**
 * The stored part of a program: who could match, whatever the open page says. Programs carry negation at the leaves, so a live leaf
 * gives way to "always", negated or not.
 */
export function storedPart(program: Program, predicates: readonly Predicate[]): Program {
  if (typeof program === 'number') return predicates[program]?.[0] === 'live' ? always : program;
  if (program[0] === '!') return isLiveLeaf(program[1], predicates) ? always : program;
  return connect(
    program[0],
    (program.slice(1) as Program[]).map((part) => storedPart(part, predicates)),
  );
}

function isLiveLeaf(program: Program, predicates: readonly Predicate[]): boolean {
  return typeof program === 'number' && predicates[program]?.[0] === 'live';
}
