import { familyOf, operatorsFor } from '../../../shared/rules/operand-types.ts';
import { cartProperties, type OperatorName, pageProperties, visitProperties } from '../../../shared/rules/rule.ts';
import type { Vocabulary } from '../../../shared/rules/vocabulary.ts';
import { comparedAs } from '../../../shared/schema/attribute.ts';
import type { DraftCondition, DraftOf } from './draft-condition.ts';
import { ruleWords } from './rule-words.ts';

/** A fresh condition over a fact of the picker: another fact takes other operators and values, so nothing is kept. */
export function conditionOf(fact: string, vocabulary: Vocabulary): DraftCondition {
  const [kind, name] = splitOnce(fact);
  switch (kind) {
    case 'attribute':
      return { kind, attribute: name, operator: firstOperator(name, vocabulary) };
    case 'page': {
      const property = [...pageProperties, ...visitProperties].find((one) => one === name) ?? 'path';
      return { kind, property, operator: pageOperator(property, vocabulary) };
    }
    case 'cart': {
      const property = cartProperties.find((one) => one === name) ?? 'totalMinor';
      return { kind, property, operator: cartOperator(property, vocabulary) };
    }
    case 'eventTime':
      return { kind, event: '', where: [], window: { kind: 'ever' }, which: 'last', operator: 'lessThanAgo' };
    case 'sequence':
      return {
        kind,
        steps: [
          { event: '', where: [] },
          { event: '', where: [] },
        ],
        within: { amount: 1, unit: 'day' },
        window: { kind: 'ever' },
      };
    case 'segment':
      return { kind, segment: '', operator: 'in' };
    case 'bucket':
      return { kind, salt: ruleWords.saltSample, operator: 'in', percent: Number.NaN };
    default:
      return newEvent(name);
  }
}

function newEvent(event: string): DraftOf<'event'> {
  return {
    kind: 'event',
    event,
    where: [],
    window: { kind: 'ever' },
    aggregate: { kind: 'count' },
    operator: 'gte',
    value: 1,
  };
}

function pageOperator(property: DraftOf<'page'>['property'], vocabulary: Vocabulary): OperatorName {
  if (property === 'localTimeMinutes') return 'between';
  if (property === 'localWeekday') return 'in';
  if (property === 'visitor' || property === 'device') return 'is';
  return familyOf({ kind: 'page', property, operator: 'is' }, vocabulary) === 'number' ? 'gte' : 'contains';
}

function cartOperator(property: DraftOf<'cart'>['property'], vocabulary: Vocabulary): OperatorName {
  if (property === 'totalMinor') return 'gt';
  const family = familyOf({ kind: 'cart', property, operator: 'is' }, vocabulary);
  return family === 'number' ? 'gte' : family === 'choice' ? 'anyOf' : 'is';
}

function firstOperator(attribute: string, vocabulary: Vocabulary): OperatorName {
  const definition = vocabulary.attributes.get(attribute);
  if (!definition) return 'isKnown';
  const family = comparedAs(definition.type);
  if (family === 'number') return 'gte';
  if (family === 'date') return 'lessThanAgo';
  return operatorsFor(family)[0] ?? 'isKnown';
}

function splitOnce(fact: string): [kind: string, name: string] {
  const dot = fact.indexOf('.');
  return dot < 0 ? [fact, ''] : [fact.slice(0, dot), fact.slice(dot + 1)];
}
