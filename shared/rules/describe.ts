import { describeEvent, describeEventTime, describeSequence } from './describe-event.ts';
import { comparisonPhrase, formatOf, holdsForUnknown, plainNumber } from './describe-value.ts';
import { words } from './describe-words.ts';
import type { Condition, Rule } from './rule.ts';
import { listName, type Vocabulary } from './vocabulary.ts';

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
    default: {
      const sentence = describeCondition(rule, vocabulary);
      return nested && isCompound(rule) ? `(${sentence})` : sentence;
    }
  }
}

/** Has the sentence an "and", an "or" or a "then" of its own? Beside others it needs brackets. */
function isCompound(condition: Condition): boolean {
  switch (condition.kind) {
    case 'attribute':
      return holdsForUnknown(condition.operator);
    case 'event':
    case 'eventTime':
      return condition.where.length > 0 || condition.items !== undefined || holdsForUnknown(condition.operator);
    case 'sequence':
      return true;
    case 'page':
    case 'cart':
    case 'segment':
    case 'bucket':
    case 'list':
      return false;
  }
}

/** The sentence of one condition by itself. */
export function describeCondition(condition: Condition, vocabulary: Vocabulary): string {
  const { timeZone } = vocabulary;
  switch (condition.kind) {
    case 'event':
      return describeEvent(condition, timeZone);
    case 'eventTime':
      return describeEventTime(condition, timeZone);
    case 'sequence':
      return describeSequence(condition, timeZone);
    case 'segment': {
      const name = vocabulary.segments?.get(condition.segment)?.name ?? condition.segment;
      return condition.operator === 'in' ? words.inSegment(name) : words.notInSegment(name);
    }
    case 'bucket': {
      const percent = plainNumber(condition.percent);
      return (condition.operator === 'in' ? words.inBucket : words.notInBucket)(percent, condition.salt);
    }
    case 'list': {
      const name = listName(condition.list, vocabulary) ?? String(condition.list);
      return condition.operator === 'in' ? words.onList(name) : words.notOnList(name);
    }
    case 'attribute':
    case 'page':
    case 'cart': {
      const compared = comparisonPhrase(condition, { format: formatOf(condition, vocabulary), timeZone });
      const unknown = condition.kind === 'attribute' && holdsForUnknown(condition.operator) ? words.orUnknown : '';
      return `${subject(condition, vocabulary)} ${compared}${unknown}`;
    }
  }
}

function subject(
  condition: Extract<Condition, { kind: 'attribute' | 'page' | 'cart' }>,
  vocabulary: Vocabulary,
): string {
  switch (condition.kind) {
    case 'attribute':
      return lowerFirst(vocabulary.attributes.get(condition.attribute)?.label ?? condition.attribute);
    case 'page':
      return words.page[condition.property];
    case 'cart':
      return words.cart[condition.property] + words.now;
  }
}

function lowerFirst(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}
