import { complement, intersection } from './intervals.ts';
import { numberIntervals } from './number-intervals.ts';
import type { LiveFact, Residual } from './residual-shape.ts';

/** Does the one hold whenever the other does, whatever the page knows? True is certain. */
export function implies(one: Residual, other: Residual): boolean {
  if (one[0] === '!' && other[0] === '!') return implies(other[1] as Residual, one[1] as Residual);
  if (isGroup(one) || isGroup(other)) return JSON.stringify(one) === JSON.stringify(other);
  if (one[0] === '#' || other[0] === '#') return one[0] === '#' && other[0] === '#' && countImplies(one, other);
  return comparisonImplies(one as Comparison, other as Comparison);
}

type Comparison = Extract<Residual, readonly [LiveFact, ...unknown[]]>;

function isGroup(part: Residual): boolean {
  return part[0] === '&' || part[0] === '|' || part[0] === '!';
}

function countImplies(one: Residual, other: Residual): boolean {
  const same = JSON.stringify(one.slice(1, 3)) === JSON.stringify(other.slice(1, 3));
  return same && (one[3] as number) >= (other[3] as number);
}

function comparisonImplies(
  [fact, operator, value]: Comparison,
  [otherFact, otherOperator, otherValue]: Comparison,
): boolean {
  if (fact !== otherFact) return false;
  // A comparison that holds has a value to compare.
  if (otherOperator === 'isKnown') return true;
  const numbers = numberIntervals(operator, value);
  const otherNumbers = numberIntervals(otherOperator, otherValue);
  if (numbers && otherNumbers) return intersection(numbers, complement(otherNumbers)).length === 0;
  if (operator !== otherOperator) return false;
  if (operator === 'in' || operator === 'anyOf') return isSubset(value, otherValue);
  return operator === 'allOf' ? isSubset(otherValue, value) : JSON.stringify(value) === JSON.stringify(otherValue);
}

function isSubset(inner: Comparison[2], outer: Comparison[2]): boolean {
  return (inner as readonly string[]).every((text) => (outer as readonly string[]).includes(text));
}
