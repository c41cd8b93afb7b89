import { type ComparedAs, comparedAs } from '../schema/attribute.ts';
import {
  type Condition,
  choiceOperators,
  knownOperators,
  numberOperators,
  type OperatorName,
  textOperators,
} from './rule.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What an operator wants beside it. */
export type OperandShape = 'none' | 'text' | 'texts' | 'number' | 'range' | 'wholeNumber';

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
  isKnown: 'none',
  isUnknown: 'none',
} as const satisfies Record<OperatorName, OperandShape>;

/** The operators that fit a family of values. Dates have only the two "known" ones so far. */
export function operatorsFor(family: ComparedAs): readonly OperatorName[] {
  switch (family) {
    case 'text':
      return [...textOperators, ...knownOperators];
    case 'number':
      return [...numberOperators, ...knownOperators];
    case 'choice':
      return [...choiceOperators, ...knownOperators];
    case 'date':
      return knownOperators;
  }
}

const pageNumbers = new Set(['timeOnPageSeconds', 'engagedSeconds', 'scrollPercent', 'sessionPages', 'sessionSeconds']);
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
    case 'event':
      return 'number';
  }
}
