import type { Facts } from '../profile/facts-of.ts';
import { isSameSeries } from '../profile/series.ts';
import { purposes } from '../schema/attribute.ts';
import type { FactLayout } from './fact-layout.ts';
import type { FactSlot } from './fact-slot.ts';
import { sessionMeasure } from './measure-of.ts';
import type { CompiledWindow, Predicate } from './program.ts';
import type { FactValue } from './residual-shape.ts';
import { isOfSessions } from './window-ranges.ts';

/**
 * How a fact of a profile changes by itself: the value of an attribute, when it was said, the occurrences of a measure, the place in
 * percentages, the static segments.
 */
type ChangingKind = 'value' | 'said' | 'series' | 'hash' | 'lists';

/** A fact that segments rest on, with the predicates over it. */
export interface AskedFact {
  kind: ChangingKind;
  /** Of the attribute, or id of the measure; empty for those of which there is one. */
  name: string;
  /** In which it is read. */
  slots: FactSlot[];
  /** Ids of predicates that have no slot. */
  general: number[];
}

/** Every stored fact that segments rest on. What only an open page knows is none. */
export function askedFacts({ slots, predicates, firstGeneral }: FactLayout): AskedFact[] {
  const facts = new Map<string, AskedFact>();
  const askedFact = (kind: ChangingKind, name: string): AskedFact => {
    const key = `${kind} ${name}`;
    const known = facts.get(key) ?? { kind, name, slots: [], general: [] };
    facts.set(key, known);
    return known;
  };
  for (const slot of slots) askedFact(slot.form === 'count' ? 'series' : 'value', slot.name).slots.push(slot);
  for (let id = firstGeneral; id < predicates.length; id += 1) {
    for (const [kind, name] of restsOn(predicates[id] as Predicate)) askedFact(kind, name).general.push(id);
  }
  return [...facts.values()];
}

/** The facts whose change may change what a predicate answers. */
function restsOn(predicate: Predicate): (readonly [ChangingKind, name: string])[] {
  switch (predicate[0]) {
    case 'attribute':
    case 'date':
      return [['value', predicate[1]]];
    case 'updated':
      return [
        ['value', predicate[1]],
        ['said', predicate[1]],
      ];
    case 'visit':
      return [['value', predicate[1] === 'visitor' ? 'sessions' : 'time_zone']];
    case 'bucket':
      return [['hash', '']];
    case 'list':
      return [['lists', '']];
    case 'count':
    case 'aggregate':
    case 'time':
      return [['series', predicate[1]], ...sessionsOf(predicate[2])];
    case 'sessionCount':
      return [
        ['series', predicate[1]],
        ['series', sessionMeasure.id],
      ];
    case 'sequence': {
      const { steps, butNot, window } = predicate[1];
      const measures = butNot ? [...steps, butNot[0]] : steps;
      return [...measures.map((measure) => ['series', measure] as const), ...sessionsOf(window)];
    }
    case 'live':
      return [];
  }
}

function sessionsOf(window: CompiledWindow): (readonly [ChangingKind, name: string])[] {
  return isOfSessions(window) ? [['series', sessionMeasure.id]] : [];
}

/** Which of them are not what they were; null when all may be, because what consent allows has changed. */
export function changedFacts(asked: readonly AskedFact[], before: Facts, after: Facts): AskedFact[] | null {
  if (purposes.some((purpose) => before.allows(purpose) !== after.allows(purpose))) return null;
  return asked.filter((fact) => isChanged(fact, before, after));
}

function isChanged({ kind, name }: AskedFact, before: Facts, after: Facts): boolean {
  switch (kind) {
    case 'value':
      return !isSameValue(before.attributes[name], after.attributes[name]);
    case 'said':
      return before.saidAt[name] !== after.saidAt[name];
    case 'series':
      return !isSameSeries(before.series[name], after.series[name]);
    case 'hash':
      return before.hash !== after.hash;
    case 'lists':
      return !isSameList(before.lists, after.lists);
  }
}

function isSameValue(a: FactValue | undefined, b: FactValue | undefined): boolean {
  return a === b || (Array.isArray(a) && Array.isArray(b) && isSameList(a, b));
}

function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a === b || (a.length === b.length && a.every((item, index) => item === b[index]));
}
