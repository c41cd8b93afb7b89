import type { Fault } from '../schema/problem.ts';
import { checkEvent, checkEventTime, checkSequence } from './check-event.ts';
import { checkOperand } from './check-operand.ts';
import { familyOf, operatorsOf } from './operand-types.ts';
import type { Condition, Rule } from './rule.ts';
import { listName, type Vocabulary } from './vocabulary.ts';

export const maxRuleDepth = 8;
export const maxConditions = 100;

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
  switch (condition.kind) {
    case 'attribute':
    case 'page':
    case 'cart': {
      const fitting = operatorsOf(condition, vocabulary);
      if (!fitting) {
        const { attribute } = condition as Extract<Condition, { kind: 'attribute' }>;
        return [{ pointer: `${at}/attribute`, detail: `unknown attribute "${attribute}": define it first` }];
      }
      if (fitting.includes(condition.operator)) return checkOperand(condition, at);
      const family = familyOf(condition, vocabulary);
      const detail = `operator "${condition.operator}" does not fit a ${family}: use one of ${fitting.join(', ')}`;
      return [{ pointer: `${at}/operator`, detail }];
    }
    case 'event':
      return checkEvent(condition, at);
    case 'eventTime':
      return checkEventTime(condition, at);
    case 'sequence':
      return checkSequence(condition, at);
    case 'segment':
      if (!vocabulary.segments || vocabulary.segments.has(condition.segment)) return [];
      return [{ pointer: `${at}/segment`, detail: `there is no segment "${condition.segment}": choose another` }];
    case 'list':
      if (!vocabulary.segments || listName(condition.list, vocabulary) !== undefined) return [];
      return [{ pointer: `${at}/list`, detail: `there is no list ${condition.list}: choose another` }];
    case 'bucket':
      return [];
  }
}
