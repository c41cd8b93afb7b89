import type { Operand, OperatorName } from '../../shared/rules/operator-names.ts';
import type { FactValue } from '../../shared/rules/residual-shape.ts';

/** Comparisons of text, number and choice, read straight from `shared/rules/README.md`. */
export function naiveHolds(operator: OperatorName, actual: FactValue | undefined, value: Operand | undefined): boolean {
  const positive = positives[operator];
  if (positive) return !naiveHolds(positive, actual, value);
  return actual !== undefined && actual !== null && present(operator, actual, value as Operand);
}

const positives: Partial<Record<OperatorName, OperatorName>> = {
  isNot: 'is',
  notIn: 'in',
  notContains: 'contains',
  notStartsWith: 'startsWith',
  notEndsWith: 'endsWith',
  ne: 'eq',
  notBetween: 'between',
  noneOf: 'anyOf',
  isUnknown: 'isKnown',
};

function present(operator: OperatorName, actual: FactValue, value: Operand): boolean {
  if (operator === 'isKnown') return typeof actual === 'string' || typeof actual === 'number' || Array.isArray(actual);
  if (typeof actual === 'number') return number(operator, actual, value);
  if (typeof actual === 'string') return text(operator, plain(actual), value);
  if (!Array.isArray(actual)) return false;
  const has = (one: string) => actual.some((entry) => plain(entry) === plain(one));
  switch (operator) {
    case 'anyOf':
      return (value as string[]).some(has);
    case 'allOf':
      return (value as string[]).every(has);
    case 'countAtLeast':
      return actual.length >= (value as number);
    case 'countAtMost':
      return actual.length <= (value as number);
    default:
      return actual.some((one) => text(operator, plain(one), value));
  }
}

const plain = (text: string) => text.toWellFormed().normalize('NFC').toLowerCase().trim();

function number(operator: OperatorName, actual: number, value: Operand): boolean {
  const [low, high] = Array.isArray(value) ? (value as [number, number]) : [value as number, value as number];
  switch (operator) {
    case 'eq':
      return actual === low;
    case 'lt':
      return actual < low;
    case 'lte':
      return actual <= low;
    case 'gt':
      return actual > low;
    case 'gte':
      return actual >= low;
    case 'between':
      return low <= actual && actual <= high;
    default:
      return false;
  }
}

function text(operator: OperatorName, actual: string, value: Operand): boolean {
  if (operator === 'in') return (value as string[]).some((one) => plain(one) === actual);
  const expected = plain(String(value));
  switch (operator) {
    case 'is':
      return actual === expected;
    case 'contains':
      return actual.includes(expected);
    case 'startsWith':
      return actual.startsWith(expected);
    case 'endsWith':
      return actual.endsWith(expected);
    default:
      return false;
  }
}
