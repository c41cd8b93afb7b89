import { comparisonPhrase, holdsForUnknown, lengthText, plainNumber, spoken } from './describe-value.ts';
import { words } from './describe-words.ts';
import type {
  EventCondition,
  EventTimeCondition,
  Occurrence,
  PropertyFilter,
  SequenceCondition,
} from './event-condition.ts';
import type { Window } from './window.ts';

/** Sentences about what a visitor did. */

export function describeEvent(condition: EventCondition, timeZone: string): string {
  const { aggregate, window, operator, value } = condition;
  const over = describeWindow(window, timeZone);
  const which = describeFilters(condition);
  const name = spoken(condition.event);
  if (aggregate.kind === 'count') {
    if (operator === 'eq' && value === 0) return `${words.hasNotDone} ${name}${over}${which}`;
    const times = words.times(plain(value), value === 1);
    return `${words.hasDone} ${name} ${words.counts[operator]} ${times}${over}${which}`;
  }
  const property = spoken(aggregate.property);
  const of = aggregate.over === 'items' ? words.events.ofItems : words.events.of;
  const subject = of(words.events.aggregates[aggregate.kind], property, name);
  const isAbsentWithout = aggregate.kind !== 'sum' && aggregate.kind !== 'distinctCount';
  const unknown = isAbsentWithout && holdsForUnknown(operator) ? words.orUnknown : '';
  return `${subject}${over}${which} ${comparisonPhrase(condition, { format: plainNumber, timeZone })}${unknown}`;
}

export function describeEventTime(condition: EventTimeCondition, timeZone: string): string {
  const subject = words.events[condition.which](spoken(condition.event));
  const phrase = comparisonPhrase(condition, { format: plainNumber, timeZone });
  const unknown = holdsForUnknown(condition.operator) ? words.orUnknown : '';
  return `${subject}${describeWindow(condition.window, timeZone)}${describeFilters(condition)} ${phrase}${unknown}`;
}

export function describeSequence({ steps, within, same, butNot, window }: SequenceCondition, timeZone: string): string {
  const { events } = words;
  const chain = steps.map((step) => spoken(step.event) + describeFilters(step)).join(events.next);
  const time = steps.length > 1 ? events.within(lengthText(within)) : '';
  const correlated = same ? events.same(spoken(same.property)) : '';
  const prevented = butNot
    ? events.butNot(spoken(butNot.event) + describeFilters(butNot), lengthText(butNot.within))
    : '';
  return `${events.hasDone} ${chain}${time}${describeWindow(window, timeZone)}${correlated}${prevented}`;
}

function describeWindow(window: Window, timeZone: string): string {
  switch (window.kind) {
    case 'ever':
      return words.ever;
    case 'rolling':
      return words.last(window.amount, window.unit);
    case 'calendar':
      return words.events.calendar[window.period] + words.dates.zone(timeZone);
    case 'between':
      return words.events.between(window.from, window.to);
    case 'since':
      return words.events.since(window.from);
    case 'session':
      return words.events.session[window.which];
  }
}

function describeFilters({ where, items }: Pick<Occurrence, 'where' | 'items'>): string {
  const own = where.length === 0 ? '' : words.where + where.map(describeFilter).join(words.all);
  if (!items) return own;
  return own + words.events.items[items.match] + items.where.map(describeFilter).join(words.all);
}

function describeFilter(filter: PropertyFilter): string {
  const unknown = holdsForUnknown(filter.operator) ? words.orUnknown : '';
  return `${spoken(filter.property)} ${comparisonPhrase(filter, { format: plainNumber, timeZone: '' })}${unknown}`;
}

function plain(value: number | [number, number]): string {
  return typeof value === 'number' ? plainNumber(value) : words.joinRange(plainNumber(value[0]), plainNumber(value[1]));
}
