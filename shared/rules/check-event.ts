import { namePattern } from '../schema/names.ts';
import type { Fault } from '../schema/problem.ts';
import { checkOperand, isDay } from './check-operand.ts';
import type {
  EventCondition,
  EventTimeCondition,
  Occurrence,
  PropertyFilter,
  SequenceCondition,
} from './event-condition.ts';
import type { Window } from './window.ts';

/** Conditions on what a visitor did: names, filters, windows, and what they compare with. */

export function checkEvent(condition: EventCondition, at: string): Fault[] {
  const { aggregate, window } = condition;
  const faults = [...checkOccurrence(condition, at), ...checkWindow(window, `${at}/window`)];
  if (aggregate.kind !== 'count') faults.push(...checkProperty(aggregate.property, `${at}/aggregate/property`));
  return [...faults, ...checkOperand(condition, at)];
}

export function checkEventTime(condition: EventTimeCondition, at: string): Fault[] {
  return [
    ...checkOccurrence(condition, at),
    ...checkWindow(condition.window, `${at}/window`),
    ...checkOperand(condition, at),
  ];
}

export function checkSequence({ steps, butNot, same, window }: SequenceCondition, at: string): Fault[] {
  const faults = steps.flatMap((step, index) => checkOccurrence(step, `${at}/steps/${index}`));
  if (steps.length === 1 && !butNot) {
    faults.push({ pointer: `${at}/steps`, detail: 'one step is no sequence: add a second, or what must not follow' });
  }
  if (butNot) faults.push(...checkOccurrence(butNot, `${at}/butNot`));
  if (same) faults.push(...checkProperty(same.property, `${at}/same/property`));
  if (window.kind === 'session' && window.which === 'anyOne') {
    const detail = 'a sequence cannot be asked of any one session: give the steps a time instead';
    faults.push({ pointer: `${at}/window`, detail });
  }
  return [...faults, ...checkWindow(window, `${at}/window`)];
}

function checkOccurrence({ event, where, items }: Occurrence, at: string): Fault[] {
  const faults: Fault[] = [];
  if (!namePattern.test(event)) {
    faults.push({ pointer: `${at}/event`, detail: `"${event}" is no event name: use lower-case words joined by _` });
  }
  return [...faults, ...checkFilters(where, `${at}/where`), ...checkFilters(items?.where ?? [], `${at}/items/where`)];
}

function checkFilters(where: readonly PropertyFilter[], at: string): Fault[] {
  return where.flatMap((filter, index) => [
    ...checkProperty(filter.property, `${at}/${index}/property`),
    ...checkOperand(filter, `${at}/${index}`),
  ]);
}

function checkProperty(property: string, pointer: string): Fault[] {
  return namePattern.test(property) ? [] : [{ pointer, detail: `"${property}" is no property name` }];
}

function checkWindow(window: Window, at: string): Fault[] {
  if (window.kind !== 'between' && window.kind !== 'since') return [];
  const faults: Fault[] = [];
  const days = window.kind === 'between' ? (['from', 'to'] as const) : (['from'] as const);
  for (const name of days) {
    const day = (window as Record<string, unknown>)[name];
    if (!isDay(day)) faults.push({ pointer: `${at}/${name}`, detail: `"${day}" is no day: write it as 2026-02-28` });
  }
  if (window.kind === 'between' && faults.length === 0 && window.from > window.to) {
    faults.push({ pointer: `${at}/to`, detail: 'it ends before it begins: choose a later day' });
  }
  return faults;
}
