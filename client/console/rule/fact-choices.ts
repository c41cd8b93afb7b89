import { words as sentences } from '../../../shared/rules/describe-words.ts';
import { cartProperties, pageProperties, visitProperties } from '../../../shared/rules/rule.ts';
import type { Vocabulary } from '../../../shared/rules/vocabulary.ts';
import { attributeGroups } from '../../../shared/schema/attribute.ts';
import { readyEvents } from '../../../shared/schema/event-definition.ts';
import { words } from '../words.ts';
import type { DraftCondition } from './draft-condition.ts';
import { ruleWords } from './rule-words.ts';
import type { Choices } from './search-choices.ts';

const { groups } = ruleWords;

/** What was done with a promotion is asked for by its own name. */
const promotionEvents = readyEvents.filter(({ name }) => isNamedByFact(name));

export function isNamedByFact(event: string): boolean {
  return event.startsWith('promotion_');
}

const ofVocabulary = new WeakMap<Vocabulary, Choices>();

/** Every fact a row can ask for, by category, with the value that names it in the picker. Lists are chosen as segments. */
export function factChoices(vocabulary: Vocabulary): Choices {
  const known = ofVocabulary.get(vocabulary);
  if (known) return known;
  const made = makeChoices(vocabulary);
  ofVocabulary.set(vocabulary, made);
  return made;
}

function makeChoices({ attributes }: Vocabulary): Choices {
  return [
    {
      group: groups.behaviour,
      items: [
        { value: 'event', label: ruleWords.hasDone },
        { value: 'eventTime', label: ruleWords.happened },
        { value: 'sequence', label: ruleWords.inOrder },
      ],
    },
    {
      group: groups.promotions,
      items: promotionEvents.map(({ name, label }) => ({ value: `event.${name}`, label })),
    },
    {
      group: groups.segments,
      items: [
        { value: 'segment', label: ruleWords.inSegment },
        { value: 'bucket', label: ruleWords.share },
      ],
    },
    ...attributeGroups
      .map((group) => ({
        group: words.profiles.groups[group],
        items: [...attributes.values()]
          .filter((attribute) => attribute.group === group)
          .map(({ name, label }) => ({ value: `attribute.${name}`, label })),
      }))
      .filter(({ items }) => items.length > 0),
    {
      group: groups.cart,
      items: cartProperties.map((name) => ({ value: `cart.${name}`, label: capital(sentences.cart[name]) })),
    },
    {
      group: groups.page,
      items: [...pageProperties, ...visitProperties].map((name) => ({
        value: `page.${name}`,
        label: capital(sentences.page[name]),
      })),
    },
  ];
}

/** The picker's value for a condition. */
export function factOf(condition: DraftCondition): string {
  switch (condition.kind) {
    case 'attribute':
      return `attribute.${condition.attribute}`;
    case 'page':
    case 'cart':
      return `${condition.kind}.${condition.property}`;
    case 'event':
      return isNamedByFact(condition.event) ? `event.${condition.event}` : 'event';
    case 'eventTime':
    case 'sequence':
    case 'segment':
    case 'list':
    case 'bucket':
      return condition.kind;
  }
}

function capital(label: string): string {
  return label.charAt(0).toUpperCase() + label.slice(1);
}
