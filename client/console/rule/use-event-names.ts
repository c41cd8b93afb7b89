import { spoken } from '../../../shared/rules/describe-value.ts';
import { tagEvents } from '../../../shared/schema/event.ts';
import { plumbingEvents, readyEvents } from '../../../shared/schema/event-definition.ts';
import { useEvents } from '../schema/use-schema.ts';
import { itemProperties, type KnownProperty, readyProperties } from './event-properties.ts';
import { ruleWords } from './rule-words.ts';
import type { Choices } from './search-choices.ts';

/** What the site's rules may ask of events. */
export interface EventNames {
  choices: Choices;
  /** Of the event, or of each of its items. */
  propertiesOf: (event: string, over: 'event' | 'items') => readonly KnownProperty[];
}

type Listed = NonNullable<ReturnType<typeof useEvents>['data']>;

/** Events by the names people know them by; until the site's own are read, the ready-made ones. */
export function useEventNames(): EventNames {
  const { data } = useEvents();
  return data ? namesOf(data) : readyNames;
}

/** Rows share one list: it is long, and there are many of them. */
const made = new WeakMap<Listed, EventNames>();

function namesOf(listed: Listed): EventNames {
  const known = made.get(listed);
  if (known) return known;
  const names = namesFrom(listed);
  made.set(listed, names);
  return names;
}

type Declared = Pick<Listed[number], 'definition' | 'origin'>;

const readyNames = namesFrom(
  readyEvents.map((event) => ({ definition: { ...event, properties: [] }, origin: 'ready' as const })),
);

function namesFrom(events: readonly Declared[]): EventNames {
  const groups = (['own', 'ready', 'undeclared'] as const).map((origin) => ({
    group: ruleWords.eventGroups[origin],
    items: events
      .filter((event) => event.origin === origin && !plumbingEvents.includes(event.definition.name))
      .map(({ definition: { name, label } }) => ({ value: name, label: label === name ? spoken(name) : label })),
  }));
  // What the tag sends of its own can be asked for too, last.
  const ofTag = tagEvents
    .filter((name) => plumbingEvents.includes(name))
    .map((value) => ({ value, label: spoken(value) }));
  const plumbing = { group: ruleWords.eventGroups.tag, items: ofTag };
  const declared = new Map(events.map(({ definition }) => [definition.name, definition.properties]));
  return {
    choices: [...groups, plumbing].filter(({ items }) => items.length > 0),
    propertiesOf: (event, over) => {
      if (over === 'items') return itemProperties;
      const own = declared.get(event) ?? [];
      return own.length > 0 ? own.filter(({ type }) => type === 'text' || type === 'number') : readyProperties(event);
    },
  };
}
