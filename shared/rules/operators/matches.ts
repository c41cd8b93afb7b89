import { fold } from '../fold.ts';
import type { Comparand, FactValue, PositiveOperator } from '../residual-shape.ts';

type Matches = (actual: FactValue, expected: never) => boolean;

const text = (test: (actual: string, expected: string) => boolean) => (actual: FactValue, expected: string) =>
  typeof actual === 'string' && test(actual, expected);

const number = (test: (actual: number, expected: number) => boolean) => (actual: FactValue, expected: number) =>
  typeof actual === 'number' && test(actual, expected);

const list = (test: (actual: readonly string[], expected: readonly string[]) => boolean) => {
  return (actual: FactValue, expected: readonly string[]) => Array.isArray(actual) && test(actual, expected);
};

/**
 * Does a present value satisfy a positive operator? Texts on both sides are folded already: expected ones at publish, actual
 * ones by `compare`, or once for many comparisons. A value of another type never matches.
 */
export const matches = {
  in: (actual: FactValue, expected: readonly string[]) => typeof actual === 'string' && expected.includes(actual),
  contains: text((actual, expected) => actual.includes(expected)),
  startsWith: text((actual, expected) => actual.startsWith(expected)),
  endsWith: text((actual, expected) => actual.endsWith(expected)),
  eq: number((actual, expected) => actual === expected),
  lt: number((actual, expected) => actual < expected),
  lte: number((actual, expected) => actual <= expected),
  gt: number((actual, expected) => actual > expected),
  gte: number((actual, expected) => actual >= expected),
  between: (actual: FactValue, expected: readonly [number, number]) =>
    typeof actual === 'number' && actual >= expected[0] && actual <= expected[1],
  anyOf: list((actual, expected) => expected.some((value) => actual.includes(value))),
  allOf: list((actual, expected) => expected.every((value) => actual.includes(value))),
  countAtLeast: (actual: FactValue, expected: number) => Array.isArray(actual) && actual.length >= expected,
  isKnown: () => true,
} satisfies Record<PositiveOperator, Matches>;

/** A value as it is compared: its texts folded. */
export function folded(value: FactValue): FactValue {
  if (Array.isArray(value)) return value.map(fold);
  return typeof value === 'string' ? fold(value) : value;
}

/** Absent never matches; otherwise as `matches` says. An operator that is not known does not match. */
export function compare(actual: FactValue | undefined, operator: PositiveOperator, expected: Comparand): boolean {
  const test = matches[operator] as ((actual: FactValue, expected: Comparand) => boolean) | undefined;
  if (actual === undefined) return false;
  return test?.(folded(actual), expected) ?? false;
}
