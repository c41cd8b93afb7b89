import { fold } from './fold.ts';
import type { OperatorName } from './operator-names.ts';
import { type Comparand, type PositiveOperator, positiveOperators } from './residual-shape.ts';

export interface PositiveTest {
  operator: PositiveOperator;
  value: Comparand;
  negated: boolean;
}

const negativeOf: Partial<Record<OperatorName, OperatorName>> = {
  isNot: 'is',
  notIn: 'in',
  notContains: 'contains',
  notStartsWith: 'startsWith',
  notEndsWith: 'endsWith',
  ne: 'eq',
  notBetween: 'between',
  noneOf: 'anyOf',
  isUnknown: 'isKnown',
  notOn: 'on',
  notUpdatedWithin: 'updatedWithin',
};

/** The operator that this one negates; undefined for a positive one. */
export function positiveOf(operator: OperatorName): OperatorName | undefined {
  return negativeOf[operator];
}

/** A comparison of text, number or choice as a positive one, its texts folded and its lists sorted. */
export function positiveTest(operator: OperatorName, value: unknown): PositiveTest {
  const positive = negativeOf[operator];
  if (positive) return { ...positiveTest(positive, value), negated: true };
  if (operator === 'is') return { operator: 'in', value: [fold(value as string)], negated: false };
  const known = positiveOperators.find((name) => name === operator);
  if (!known) throw new Error(`operator ${operator} compares no text, number or choice`);
  return { operator: known, value: canonical(value as Comparand | undefined), negated: false };
}

function canonical(value: Comparand | undefined): Comparand {
  if (typeof value === 'string') return fold(value);
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) {
    return [...new Set(value.map(fold))].sort();
  }
  return value ?? null;
}
