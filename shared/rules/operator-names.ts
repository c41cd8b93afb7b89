import * as z from 'zod';
import { Duration, DurationRange } from './window.ts';

/** Every operator of the language. A negative one is the plain negation of its positive (`README.md`). */

export const textOperators = [
  'is',
  'isNot',
  'in',
  'notIn',
  'contains',
  'notContains',
  'startsWith',
  'notStartsWith',
  'endsWith',
  'notEndsWith',
] as const;
export const numberOperators = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'between', 'notBetween'] as const;
export const choiceOperators = ['anyOf', 'allOf', 'noneOf', 'countAtLeast', 'countAtMost'] as const;
export const dateOperators = [
  'on',
  'notOn',
  'before',
  'after',
  'onOrAfter',
  'onOrBefore',
  'betweenDates',
  'exactlyDaysAgo',
  'lessThanAgo',
  'moreThanAgo',
  'betweenAgo',
  'inNext',
  'inCurrent',
  'anniversaryInNext',
  'onWeekday',
] as const;
export const knownOperators = ['isKnown', 'isUnknown'] as const;
/** When an attribute was last said, whatever its type. */
export const recencyOperators = ['updatedWithin', 'notUpdatedWithin'] as const;
export const operatorNames = [
  ...textOperators,
  ...numberOperators,
  ...choiceOperators,
  ...dateOperators,
  ...knownOperators,
  ...recencyOperators,
] as const;

export type NumberOperator = (typeof numberOperators)[number];
export type DateOperator = (typeof dateOperators)[number];
export type OperatorName = (typeof operatorNames)[number];

/**
 * What an operator compares with. `between` takes `[low, high]`, both inclusive, days are `YYYY-MM-DD`; known operators take
 * nothing. `check` says which shape fits which operator.
 */
export const Operand = z.union([
  z.string(),
  z.number(),
  z.array(z.string()),
  z.tuple([z.number(), z.number()]),
  Duration,
  DurationRange,
]);
export type Operand = z.infer<typeof Operand>;
