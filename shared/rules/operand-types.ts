import { type ComparedAs, comparedAs } from '../schema/attribute.ts';
import {
  choiceOperators,
  dateOperators,
  knownOperators,
  numberOperators,
  type OperatorName,
  recencyOperators,
  textOperators,
} from './operator-names.ts';
import type { Condition } from './rule.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What an operator wants beside it. */
export const operandShapeNames = [
  'none',
  'text',
  'texts',
  'number',
  'range',
  'wholeNumber',
  'daysCount',
  'day',
  'days',
  'duration',
  'durationRange',
  'period',
  'weekdays',
] as const;
export type OperandShape = (typeof operandShapeNames)[number];

/** The operand each operator takes; no operator without an entry compiles. */
export const operandShapes = {
  is: 'text',
  isNot: 'text',
  in: 'texts',
  notIn: 'texts',
  contains: 'text',
  notContains: 'text',
  startsWith: 'text',
  notStartsWith: 'text',
  endsWith: 'text',
  notEndsWith: 'text',
  eq: 'number',
  ne: 'number',
  lt: 'number',
  lte: 'number',
  gt: 'number',
  gte: 'number',
  between: 'range',
  notBetween: 'range',
  anyOf: 'texts',
  allOf: 'texts',
  noneOf: 'texts',
  countAtLeast: 'wholeNumber',
  countAtMost: 'wholeNumber',
  on: 'day',
  notOn: 'day',
  before: 'day',
  after: 'day',
  onOrAfter: 'day',
  onOrBefore: 'day',
  betweenDates: 'days',
  exactlyDaysAgo: 'daysCount',
  lessThanAgo: 'duration',
  moreThanAgo: 'duration',
  betweenAgo: 'durationRange',
  inNext: 'duration',
  inCurrent: 'period',
  anniversaryInNext: 'daysCount',
  onWeekday: 'weekdays',
  isKnown: 'none',
  isUnknown: 'none',
  updatedWithin: 'duration',
  notUpdatedWithin: 'duration',
} as const satisfies Record<OperatorName, OperandShape>;

/** The operators that fit a family of values. Attributes take `recencyOperators` too, whatever their family. */
export function operatorsFor(family: ComparedAs): readonly OperatorName[] {
  switch (family) {
    case 'text':
      return [...textOperators, ...knownOperators];
    case 'number':
      return [...numberOperators, ...knownOperators];
    case 'choice':
      return [...choiceOperators, ...knownOperators];
    case 'date':
      return [...dateOperators, ...knownOperators];
  }
}

/** Conditions that compare one fact with a general operator. */
export type Comparison = Extract<Condition, { kind: 'attribute' | 'page' | 'cart' }>;

/** The operators that fit a comparison; undefined for an attribute the site does not have. */
export function operatorsOf(condition: Comparison, vocabulary: Vocabulary): readonly OperatorName[] | undefined {
  const family = familyOf(condition, vocabulary);
  if (!family) return undefined;
  return condition.kind === 'attribute' ? [...operatorsFor(family), ...recencyOperators] : operatorsFor(family);
}

const pageNumbers = new Set([
  'timeOnPageSeconds',
  'engagedSeconds',
  'scrollPercent',
  'sessionPages',
  'sessionSeconds',
  'viewportWidthPx',
  'localTimeMinutes',
]);
const cartNumbers = new Set(['totalMinor', 'quantity', 'distinctItems']);
const cartLists = new Set(['products', 'categories']);

/** The family of the fact that a condition compares; undefined for an attribute the site does not have. */
export function familyOf(condition: Condition, vocabulary: Vocabulary): ComparedAs | undefined {
  switch (condition.kind) {
    case 'attribute': {
      const definition = vocabulary.attributes.get(condition.attribute);
      return definition && comparedAs(definition.type);
    }
    case 'page':
      return pageNumbers.has(condition.property) ? 'number' : 'text';
    case 'cart':
      if (cartNumbers.has(condition.property)) return 'number';
      return cartLists.has(condition.property) ? 'choice' : 'text';
    case 'eventTime':
      return 'date';
    case 'event':
      return 'number';
    case 'sequence':
    case 'segment':
    case 'bucket':
      return 'choice';
  }
}
