import { matches } from './operators/matches.ts';
import type { Comparand, FactValue, PositiveOperator } from './residual-shape.ts';

export type AttributeTest = (actual: FactValue, expected: Comparand) => boolean;

const textTests: ReadonlySet<PositiveOperator> = new Set(['in', 'contains', 'startsWith', 'endsWith']);

/**
 * How a positive operator compares an attribute that is there, its texts folded: as `matches` says, but of several texts one is enough.
 * An operator that is not known does not match.
 */
export function attributeTest(operator: PositiveOperator): AttributeTest {
  const test = (matches[operator] ?? (() => false)) as AttributeTest;
  if (!textTests.has(operator)) return test;
  return (actual, expected) =>
    typeof actual === 'object' ? actual.some((text) => test(text, expected)) : test(actual, expected);
}
