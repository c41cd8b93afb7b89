import { toMajor } from '../money.ts';
import { words } from './describe-words.ts';
import type { Condition, EventCondition, Operand, OperatorName, PropertyFilter, Rule } from './rule.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * One sentence for a rule, as a marketer would say it: `cart total now is more than €80.00 and country is not "Poland", or
 * is unknown`. Never throws: what the vocabulary does not know is named as it stands.
 */
export function describe(rule: Rule, vocabulary: Vocabulary): string {
  return phrase(rule, vocabulary, false);
}

function phrase(rule: Rule, vocabulary: Vocabulary, nested: boolean): string {
  switch (rule.kind) {
    case 'all':
    case 'any': {
      if (rule.rules.length === 0) return rule.kind === 'all' ? words.everyone : words.nobody;
      if (rule.rules.length === 1) return phrase(rule.rules[0] as Rule, vocabulary, nested);
      const joined = rule.rules.map((part) => phrase(part, vocabulary, true)).join(words[rule.kind]);
      return nested ? `(${joined})` : joined;
    }
    case 'not':
      return `${words.not} (${phrase(rule.rule, vocabulary, false)})`;
    default:
      return describeCondition(rule, vocabulary);
  }
}

function describeCondition(condition: Condition, vocabulary: Vocabulary): string {
  if (condition.kind === 'event') return describeEvent(condition);
  const { operator, value } = condition;
  return `${subject(condition, vocabulary)} ${words.operators[operator]}${operand(value, unitOf(condition, vocabulary))}${
    condition.kind === 'attribute' && holdsForUnknown(operator) ? words.orUnknown : ''
  }`;
}

function subject(condition: Exclude<Condition, EventCondition>, vocabulary: Vocabulary): string {
  switch (condition.kind) {
    case 'attribute':
      return lowerFirst(vocabulary.attributes.get(condition.attribute)?.label ?? condition.attribute);
    case 'page':
      return words.page[condition.property];
    case 'cart':
      return words.cart[condition.property] + words.now;
  }
}

function describeEvent({ event, where, window, operator, value }: EventCondition): string {
  const name = event.replaceAll('_', ' ');
  const over = window.kind === 'ever' ? words.ever : words.last(window.amount, window.unit);
  const filters = where.map(describeFilter);
  const which = filters.length === 0 ? '' : `${words.where}${filters.join(words.all)}`;
  if (operator === 'eq' && value === 0) return `${words.hasNotDone} ${name}${over}${which}`;
  const times = words.times(plain(value), value === 1);
  return `${words.hasDone} ${name} ${words.counts[operator]} ${times}${over}${which}`;
}

function describeFilter({ property, operator, value }: PropertyFilter): string {
  const unknown = holdsForUnknown(operator) ? words.orUnknown : '';
  return `${property.replaceAll('_', ' ')} ${words.operators[operator]}${operand(value, plainNumber)}${unknown}`;
}

/** Negative operators hold for an absent value; the sentence has to say so. */
function holdsForUnknown(operator: OperatorName): boolean {
  return /^(?:isNot|not|ne$|noneOf)/.test(operator);
}

type NumberFormat = (value: number) => string;

const plainNumber: NumberFormat = (value) => new Intl.NumberFormat('en').format(value);

function unitOf(condition: Condition, vocabulary: Vocabulary): NumberFormat {
  const money =
    condition.kind === 'attribute'
      ? vocabulary.attributes.get(condition.attribute)?.money === true
      : condition.kind === 'cart' && condition.property === 'totalMinor';
  if (!money) return plainNumber;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: vocabulary.currency });
  return (value) => format.format(toMajor(value, vocabulary.currency));
}

function operand(value: Operand | undefined, format: NumberFormat): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return ` “${value}”`;
  if (typeof value === 'number') return ` ${format(value)}`;
  if (typeof value[0] === 'number') return ` ${words.joinRange(format(value[0]), format(value[1] as number))}`;
  return ` ${(value as string[]).map((entry) => `“${entry}”`).join(', ')}`;
}

function plain(value: number | [number, number]): string {
  return typeof value === 'number' ? plainNumber(value) : words.joinRange(plainNumber(value[0]), plainNumber(value[1]));
}

function lowerFirst(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}
