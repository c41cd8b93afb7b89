import type { FactLiteral } from './consistent.ts';
import { compare } from './operators/matches.ts';
import type { PositiveOperator } from './residual-shape.ts';

const textOperators: readonly PositiveOperator[] = ['in', 'contains', 'startsWith', 'endsWith'];
const listOperators: readonly PositiveOperator[] = ['anyOf', 'allOf', 'countAtLeast'];
const numberOperators: readonly PositiveOperator[] = ['eq', 'lt', 'lte', 'gt', 'gte', 'between'];

/** Do the comparisons of one fact leave a text, or a list? Those of numbers are looked at elsewhere. */
export function isConsistentText(literals: readonly FactLiteral[]): boolean {
  const asked = literals.filter(({ holds }) => holds);
  const isOf = (operators: readonly PositiveOperator[]) => asked.some(({ operator }) => operators.includes(operator));
  // A value is of one type.
  if ([textOperators, listOperators, numberOperators].filter(isOf).length > 1) return false;
  if (isOf(textOperators)) return leavesText(literals);
  return isOf(listOperators) ? leavesList(literals) : true;
}

function leavesText(literals: readonly FactLiteral[]): boolean {
  const asked = literals.filter(({ holds }) => holds);
  const list = asked.find(({ operator }) => operator === 'in');
  if (list) {
    return (list.value as readonly string[]).some((text) =>
      literals.every(({ operator, value, holds }) => compare(text, operator, value) === holds),
    );
  }
  const forbidden = literals.filter(({ holds }) => !holds);
  if (asked.some((one) => forbidden.some((other) => implies(one, other)))) return false;
  return ['startsWith', 'endsWith'].every((end) => {
    const texts = asked.filter(({ operator }) => operator === end).map(({ value }) => value as string);
    return texts.every((a) => texts.every((b) => meet(end, a, b)));
  });
}

/** Both can begin (or end) the same text when one is the beginning (or end) of the other. */
function meet(end: string, a: string, b: string): boolean {
  return end === 'startsWith' ? a.startsWith(b) || b.startsWith(a) : a.endsWith(b) || b.endsWith(a);
}

/** Does every text with the one have the other? */
function implies(one: FactLiteral, other: FactLiteral): boolean {
  if (typeof one.value !== 'string' || typeof other.value !== 'string') return false;
  if (other.operator === 'contains') return one.value.includes(other.value);
  if (one.operator !== other.operator) return false;
  return other.operator === 'startsWith' ? one.value.startsWith(other.value) : one.value.endsWith(other.value);
}

function leavesList(literals: readonly FactLiteral[]): boolean {
  const texts = (operator: PositiveOperator, holds: boolean) =>
    literals
      .filter((literal) => literal.operator === operator && literal.holds === holds)
      .map(({ value }) => value as readonly string[]);
  const required = new Set(texts('allOf', true).flat());
  const forbidden = new Set(texts('anyOf', false).flat());
  if ([...required].some((text) => forbidden.has(text))) return false;
  if (texts('anyOf', true).some((list) => list.every((text) => forbidden.has(text)))) return false;
  if (texts('allOf', false).some((list) => list.every((text) => required.has(text)))) return false;
  const lengths = (holds: boolean) =>
    literals
      .filter((literal) => literal.operator === 'countAtLeast' && literal.holds === holds)
      .map(({ value }) => value as number);
  const fewest = Math.max(required.size, texts('anyOf', true).length > 0 ? 1 : 0, ...lengths(true));
  return lengths(false).every((tooMany) => fewest < tooMany);
}
