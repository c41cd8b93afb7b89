import type { FactValue } from '../../shared/rules/residual-shape.ts';
import type { Condition, EventCondition, Operand, OperatorName, Rule } from '../../shared/rules/rule.ts';
import type { CaseEvent } from './rule-facts.ts';

/**
 * The meaning of a rule written down a second time, straight from `shared/rules/README.md`, without normalising, tables or
 * residuals: what the executors are held against.
 */
export function naiveAnswer(
  rule: Rule,
  facts: {
    attributes: Record<string, FactValue>;
    events: CaseEvent[];
    live: Record<string, FactValue>;
    since: CaseEvent[];
  },
): boolean {
  switch (rule.kind) {
    case 'all':
      return rule.rules.every((part) => naiveAnswer(part, facts));
    case 'any':
      return rule.rules.some((part) => naiveAnswer(part, facts));
    case 'not':
      return !naiveAnswer(rule.rule, facts);
    case 'event':
      return holds(rule.operator, occurrences(rule, [...facts.events, ...facts.since]), rule.value);
    case 'attribute':
      return holds(rule.operator, facts.attributes[rule.attribute], rule.value);
    default:
      return holds(rule.operator, facts.live[`${rule.kind}.${rule.property}`], rule.value);
  }
}

function occurrences({ event, where, window }: EventCondition, events: CaseEvent[]): number {
  const minutes = window.kind === 'ever' ? Infinity : window.amount;
  return events.filter(
    ([name, secondsAgo, properties]) =>
      name === event &&
      secondsAgo <= minutes * 60 &&
      where.every(({ property, operator, value }) => holds(operator, properties[property] as FactValue, value)),
  ).length;
}

function holds(operator: OperatorName, actual: FactValue | undefined, value: Condition['value']): boolean {
  const negation = /^(?:not(?=[A-Z])|isNot|isUnknown|ne$|noneOf)/.exec(operator);
  if (negation) return !holds(positives[operator] as OperatorName, actual, value);
  return actual !== undefined && present(operator, actual, value as Operand);
}

const positives: Partial<Record<OperatorName, OperatorName>> = {
  isNot: 'is',
  notContains: 'contains',
  notEndsWith: 'endsWith',
  ne: 'eq',
  notBetween: 'between',
  noneOf: 'anyOf',
  isUnknown: 'isKnown',
};

function present(operator: OperatorName, actual: FactValue, value: Operand): boolean {
  if (operator === 'isKnown') return true;
  if (typeof actual === 'number') return number(operator, actual, value);
  if (typeof actual === 'string') return text(operator, actual.toLowerCase(), String(value).toLowerCase());
  const has = (one: string) => actual.some((entry) => entry.toLowerCase() === one.toLowerCase());
  if (operator === 'anyOf') return (value as string[]).some(has);
  return operator === 'allOf' && (value as string[]).every(has);
}

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

function text(operator: OperatorName, actual: string, value: string): boolean {
  switch (operator) {
    case 'is':
      return actual === value;
    case 'contains':
      return actual.includes(value);
    case 'startsWith':
      return actual.startsWith(value);
    case 'endsWith':
      return actual.endsWith(value);
    default:
      return false;
  }
}
