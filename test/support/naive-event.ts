import type {
  EventCondition,
  EventTimeCondition,
  Occurrence,
  SequenceCondition,
} from '../../shared/rules/event-condition.ts';
import type { FactValue } from '../../shared/rules/residual-shape.ts';
import type { Window } from '../../shared/rules/window.ts';
import { addDays, dateText, lengthMs, naiveDate, periodOf } from './naive-date.ts';
import { naiveHolds } from './naive-operator.ts';
import { type CaseEvent, timeOf } from './rule-facts.ts';

/** Conditions on events, read over the plain list of what happened. */

export interface NaiveClock {
  now: number;
  zone: string;
}

interface Happened {
  time: number;
  name: string;
  properties: Record<string, unknown>;
}

type Contains = (time: number) => boolean;

export function naiveEvent(condition: EventCondition, events: CaseEvent[], clock: NaiveClock): boolean {
  const happened = listOf(events, clock.now);
  const all = happened.filter((one) => isOccurrence(condition, one));
  return windowsOf(condition.window, happened, clock).some((contains) => {
    const value = aggregate(
      condition,
      all.filter(({ time }) => contains(time)),
    );
    return naiveHolds(condition.operator, value, condition.value);
  });
}

export function naiveEventTime(condition: EventTimeCondition, events: CaseEvent[], clock: NaiveClock): boolean {
  const { operator, value, which } = condition;
  const happened = listOf(events, clock.now);
  const all = happened.filter((one) => isOccurrence(condition, one));
  const found = windowsOf(condition.window, happened, clock).map((contains) => {
    const times = all.map(({ time }) => time).filter(contains);
    return times.length === 0 ? undefined : which === 'first' ? Math.min(...times) : Math.max(...times);
  });
  if (operator === 'isKnown') return found.some((time) => time !== undefined);
  if (operator === 'isUnknown') return found.every((time) => time === undefined);
  if (operator === 'notOn') return !found.some((time) => naiveDate(time, 'on', value, clock));
  return found.some((time) => naiveDate(time, operator, value, clock));
}

export function naiveSequence(condition: SequenceCondition, events: CaseEvent[], clock: NaiveClock): boolean {
  const { steps, within, same, butNot, window } = condition;
  const happened = listOf(events, clock.now);
  const [contains] = windowsOf(window, happened, clock);
  if (!contains) return false;
  const valuesOf = (occurrence: Occurrence, one: Happened) => (same ? texts(values(occurrence, one, same)) : ['any']);
  const goes = (index: number, after: number, first: number, value: string | null): boolean => {
    const step = steps[index];
    if (!step) {
      if (!butNot) return true;
      const end = after + lengthMs(butNot.within);
      const prevented = happened.some(
        (one) =>
          isOccurrence(butNot, one) &&
          one.time > after &&
          one.time <= end &&
          valuesOf(butNot, one).includes(String(value)),
      );
      return !prevented && clock.now > end;
    }
    return happened.some(
      (one) =>
        isOccurrence(step, one) &&
        contains(one.time) &&
        one.time > after &&
        (index === 0 || one.time - first <= lengthMs(within)) &&
        valuesOf(step, one).some(
          (own) => (value === null || own === value) && goes(index + 1, one.time, index === 0 ? one.time : first, own),
        ),
    );
  };
  return goes(0, -Infinity, 0, null);
}

function listOf(events: CaseEvent[], now: number): Happened[] {
  return events.map((event) => ({ time: timeOf(event, now), name: event[0], properties: event[2] }));
}

function isOccurrence({ event, where, items }: Occurrence, { name, properties }: Happened): boolean {
  if (name !== event) return false;
  const holds = (of: Record<string, unknown>, filters: Occurrence['where']) =>
    filters.every(({ property, operator, value }) => naiveHolds(operator, of[property] as FactValue, value));
  if (!holds(properties, where)) return false;
  if (!items) return true;
  const good = itemsOf(properties).filter((item) => holds(item, items.where)).length;
  if (items.match === 'any') return good > 0;
  return items.match === 'none' ? good === 0 : good === itemsOf(properties).length;
}

const itemsOf = (properties: Record<string, unknown>) =>
  (Array.isArray(properties.items) ? properties.items : []) as Record<string, unknown>[];

function values(
  { items }: Occurrence,
  { properties }: Happened,
  { property, over }: { property: string; over?: 'items' | undefined },
): unknown[] {
  if (over !== 'items') return [properties[property]];
  const chosen = itemsOf(properties).filter(
    (item) =>
      items?.match !== 'any' ||
      items.where.every(({ property: name, operator, value }) => naiveHolds(operator, item[name] as FactValue, value)),
  );
  return chosen.map((item) => item[property]);
}

function texts(all: unknown[]): string[] {
  const known = all.filter((one) => typeof one === 'string' || typeof one === 'number');
  return [...new Set(known.map((one) => String(one).trim().toLowerCase()))].filter((text) => text !== '');
}

function aggregate(condition: EventCondition, occurrences: Happened[]): number | undefined {
  const how = condition.aggregate;
  if (how.kind === 'count') return occurrences.length;
  const perOccurrence = occurrences.map((one) => values(condition, one, how));
  if (how.kind === 'distinctCount') return new Set(perOccurrence.flatMap(texts)).size;
  const thousandths = perOccurrence.flatMap((found) => {
    const numbers = found.filter((one): one is number => typeof one === 'number');
    return numbers.length === 0 ? [] : [numbers.reduce((sum, one) => sum + Math.round(one * 1_000), 0)];
  });
  const sum = thousandths.reduce((total, one) => total + one, 0) / 1_000;
  if (how.kind === 'sum') return sum;
  if (thousandths.length === 0) return undefined;
  if (how.kind === 'average') return sum / thousandths.length;
  return (how.kind === 'minimum' ? Math.min(...thousandths) : Math.max(...thousandths)) / 1_000;
}

const calendarUnits: Record<string, [unit: string, back: number]> = {
  today: ['day', 0],
  yesterday: ['day', 1],
  thisWeek: ['week', 0],
  lastWeek: ['week', 1],
  thisMonth: ['month', 0],
  lastMonth: ['month', 1],
  thisYear: ['year', 0],
  lastYear: ['year', 1],
};

/** What a window contains; one entry for each session of "any one", else one. */
function windowsOf(window: Window, happened: Happened[], { now, zone }: NaiveClock): Contains[] {
  switch (window.kind) {
    case 'ever':
      return [() => true];
    case 'rolling':
      return [(time) => time >= now - lengthMs(window)];
    case 'calendar': {
      const [unit, back] = calendarUnits[window.period] as [string, number];
      let period = periodOf(dateText(now, zone), unit);
      if (back === 1) period = periodOf(addDays(period, -1), unit);
      return [(time) => periodOf(dateText(time, zone), unit) === period];
    }
    case 'between':
      return [(time) => dateText(time, zone) >= window.from && dateText(time, zone) <= window.to];
    case 'since':
      return [(time) => dateText(time, zone) >= window.from];
    case 'session': {
      const starts = happened
        .filter(({ name }) => name === 'session_start')
        .map(({ time }) => time)
        .sort((a, b) => a - b);
      const sessions = starts.map((start, index): Contains => {
        const end = starts[index + 1] ?? Infinity;
        return (time) => time >= start && time < end;
      });
      if (window.which === 'anyOne') return sessions;
      const one = { this: sessions.at(-1), last: sessions.at(-2), first: sessions[0] }[window.which];
      // Without such a session nothing is in it.
      return [one ?? (() => false)];
    }
  }
}
