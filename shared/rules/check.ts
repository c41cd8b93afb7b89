import { namePattern } from '../schema/names.ts';
import type { Fault } from '../schema/problem.ts';
import { familyOf, operandShapes, operatorsFor } from './operand-types.ts';
import type { Condition, EventCondition, Operand, OperatorName, PropertyFilter, Rule } from './rule.ts';
import type { Vocabulary } from './vocabulary.ts';

export const maxRuleDepth = 8;
export const maxConditions = 100;
export const maxListValues = 1_000;

/**
 * May this rule be published on a site with this vocabulary? Answers every fault with its JSON Pointer below `pointer`; no
 * fault means yes. The rule has the shape of `Rule`.
 */
export function check(rule: Rule, vocabulary: Vocabulary, pointer = ''): Fault[] {
  const faults: Fault[] = [];
  let conditions = 0;
  const visit = (node: Rule, at: string, depth: number): void => {
    if (depth > maxRuleDepth) {
      faults.push({ pointer: at, detail: `nested ${depth} deep: at most ${maxRuleDepth}` });
      return;
    }
    switch (node.kind) {
      case 'all':
      case 'any':
        for (const [index, part] of node.rules.entries()) visit(part, `${at}/rules/${index}`, depth + 1);
        break;
      case 'not':
        visit(node.rule, `${at}/rule`, depth + 1);
        break;
      default:
        conditions += 1;
        faults.push(...checkCondition(node, vocabulary, at));
    }
  };
  visit(rule, pointer, 1);
  if (conditions > maxConditions) {
    faults.push({ pointer, detail: `${conditions} conditions: at most ${maxConditions}` });
  }
  return faults;
}

function checkCondition(condition: Condition, vocabulary: Vocabulary, at: string): Fault[] {
  const family = familyOf(condition, vocabulary);
  if (family === undefined) {
    const { attribute } = condition as Extract<Condition, { kind: 'attribute' }>;
    return [{ pointer: `${at}/attribute`, detail: `unknown attribute "${attribute}": define it first` }];
  }
  const faults = condition.kind === 'event' ? checkEvent(condition, at) : [];
  const fitting = operatorsFor(family);
  if (!fitting.includes(condition.operator)) {
    const detail = `operator "${condition.operator}" does not fit a ${family}: use one of ${fitting.join(', ')}`;
    return [...faults, { pointer: `${at}/operator`, detail }];
  }
  return [...faults, ...checkOperand(condition, at)];
}

function checkEvent({ event, where }: EventCondition, at: string): Fault[] {
  const faults: Fault[] = [];
  if (!namePattern.test(event)) {
    faults.push({ pointer: `${at}/event`, detail: `"${event}" is no event name: use lower-case words joined by _` });
  }
  where.forEach((filter: PropertyFilter, index) => {
    const pointer = `${at}/where/${index}`;
    if (!namePattern.test(filter.property)) {
      faults.push({ pointer: `${pointer}/property`, detail: `"${filter.property}" is no property name` });
    }
    faults.push(...checkOperand(filter, pointer));
  });
  return faults;
}

function checkOperand(
  { operator, value }: { operator: OperatorName; value?: Operand | undefined },
  at: string,
): Fault[] {
  const detail = wrongOperand(operator, value);
  return detail === null ? [] : [{ pointer: `${at}/value`, detail: `"${operator}" ${detail}` }];
}

function wrongOperand(operator: OperatorName, value: Operand | undefined): string | null {
  const shape = operandShapes[operator];
  switch (shape) {
    case 'none':
      return value === undefined ? null : 'takes no value: remove it';
    case 'text':
      return typeof value === 'string' && value.trim() !== '' ? null : 'needs a text that is not empty';
    case 'texts':
      if (!isTexts(value) || value.length === 0) return 'needs a list of texts, one at least';
      return value.length <= maxListValues ? null : `has ${value.length} values: at most ${maxListValues}`;
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? null : 'needs a number';
    case 'wholeNumber':
      return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? null : 'needs a whole number';
    case 'range':
      return isRange(value) && value[0] <= value[1] ? null : 'needs two numbers, the lower one first';
  }
}

function isTexts(value: Operand | undefined): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string' && entry.trim() !== '');
}

function isRange(value: Operand | undefined): value is [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every((entry) => Number.isFinite(entry));
}
