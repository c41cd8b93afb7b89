import { words as ruleWords } from '../../../shared/rules/describe-words.ts';
import { operatorsFor } from '../../../shared/rules/operand-types.ts';
import { cartProperties, type OperatorName, pageProperties } from '../../../shared/rules/rule.ts';
import type { Vocabulary } from '../../../shared/rules/vocabulary.ts';
import { attributeGroups, comparedAs } from '../../../shared/schema/attribute.ts';
import { words } from '../words.ts';
import { type EditableCondition, isEditableOperator } from './editable-condition.ts';
import type { DraftCondition } from './rule-tree.ts';

const { groups } = words.rule;
const eventFact = 'event';

/** Every fact a row can ask for, by category, with the value that names it in the picker. */
export function factChoices(vocabulary: Vocabulary) {
  const attributes = [...vocabulary.attributes.values()];
  return [
    { group: groups.behaviour, items: [{ value: eventFact, label: words.rule.hasDone }] },
    ...attributeGroups
      .map((group) => ({
        group: words.profiles.groups[group],
        items: attributes
          .filter((attribute) => attribute.group === group)
          .map(({ name, label }) => ({ value: `attribute.${name}`, label })),
      }))
      .filter(({ items }) => items.length > 0),
    {
      group: groups.cart,
      items: cartProperties.map((name) => ({ value: `cart.${name}`, label: capital(ruleWords.cart[name]) })),
    },
    {
      group: groups.page,
      items: pageProperties.map((name) => ({ value: `page.${name}`, label: capital(ruleWords.page[name]) })),
    },
  ];
}

/** The picker's value for a condition. */
export function factOf(condition: EditableCondition): string {
  switch (condition.kind) {
    case 'attribute':
      return `attribute.${condition.attribute}`;
    case 'page':
    case 'cart':
      return `${condition.kind}.${condition.property}`;
    case 'event':
      return eventFact;
  }
}

/** A fresh condition over a fact: another fact takes other operators and values, so nothing is kept. */
export function conditionOf(fact: string, vocabulary: Vocabulary): DraftCondition {
  const [kind, name = ''] = splitOnce(fact);
  const page = pageProperties.find((property) => kind === 'page' && property === name);
  if (page)
    return { kind: 'page', property: page, operator: /Seconds|Percent|Pages|Px/.test(page) ? 'gte' : 'contains' };
  const cart = cartProperties.find((property) => kind === 'cart' && property === name);
  if (cart) return { kind: 'cart', property: cart, operator: cartOperator(cart) };
  if (kind === 'attribute') return { kind: 'attribute', attribute: name, operator: firstOperator(name, vocabulary) };
  return {
    kind: 'event',
    event: 'page_view',
    where: [],
    window: { kind: 'ever' },
    aggregate: { kind: 'count' },
    operator: 'gte',
    value: 1,
  };
}

function cartOperator(property: (typeof cartProperties)[number]): OperatorName {
  if (property === 'totalMinor') return 'gt';
  if (property === 'quantity' || property === 'distinctItems') return 'gte';
  return property === 'products' || property === 'categories' ? 'anyOf' : 'is';
}

function firstOperator(attribute: string, vocabulary: Vocabulary): OperatorName {
  const definition = vocabulary.attributes.get(attribute);
  if (!definition) return 'isKnown';
  const family = comparedAs(definition.type);
  return family === 'number' ? 'gte' : (operatorsFor(family).find(isEditableOperator) ?? 'isKnown');
}

function splitOnce(fact: string): [string, string | undefined] {
  const dot = fact.indexOf('.');
  return dot < 0 ? [fact, undefined] : [fact.slice(0, dot), fact.slice(dot + 1)];
}

function capital(label: string): string {
  return label.charAt(0).toUpperCase() + label.slice(1);
}
