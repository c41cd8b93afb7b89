import { builtInAttributes } from '../../shared/profile/built-in-attributes.ts';
import type { Facts } from '../../shared/profile/facts-of.ts';
import { isOccurrence, type Measure } from '../../shared/profile/measure.ts';
import { addOccurrence, emptySeries, type Series } from '../../shared/profile/series.ts';
import { Compiler } from '../../shared/rules/compile.ts';
import { type LiveFacts, matchesFilters } from '../../shared/rules/complete.ts';
import type { RuleTable } from '../../shared/rules/match.ts';
import type { Program } from '../../shared/rules/program.ts';
import type { FactValue } from '../../shared/rules/residual-shape.ts';
import type { Rule } from '../../shared/rules/rule.ts';
import type { Vocabulary } from '../../shared/rules/vocabulary.ts';
import type { AttributeDefinition } from '../../shared/schema/attribute.ts';
import type { Event } from '../../shared/schema/event.ts';

/** The moment of every case: 2026-11-02T12:00:00Z. */
export const caseNow = Date.UTC(2026, 10, 2, 12);

/** `[name, seconds before now, properties]`. */
export type CaseEvent = [name: string, secondsAgo: number, properties: Event['properties']];

const own: AttributeDefinition[] = [
  {
    name: 'interests',
    label: 'Interests',
    group: 'other',
    type: 'multiSelect',
    purpose: 'personalisation',
    writtenBy: 'visitor',
  },
  {
    name: 'birth_year',
    label: 'Birth year',
    group: 'profile',
    type: 'number',
    purpose: 'personalisation',
    writtenBy: 'visitor',
  },
];

export const caseVocabulary: Vocabulary = {
  attributes: new Map([...builtInAttributes, ...own].map((definition) => [definition.name, definition])),
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
};

/** One rule compiled by itself, with the table that runs it. */
export function compileAlone(rule: Rule): { program: Program; table: RuleTable } {
  const compiler = new Compiler();
  const program = compiler.compile(rule);
  const measures = new Map([...compiler.measures].map(([id, measure]) => [id, { ...measure, since: 1 }]));
  const purposes = Object.fromEntries([...caseVocabulary.attributes].map(([name, { purpose }]) => [name, purpose]));
  return { program, table: { predicates: compiler.predicates, measures, purposes } };
}

/** Stored facts as a profile would give them, for a table's measures. */
export function storedFacts(
  table: RuleTable,
  { attributes = {}, events = [] }: { attributes?: Record<string, FactValue>; events?: CaseEvent[] },
): Facts {
  const series: Record<string, Series> = {};
  for (const measure of table.measures.values()) series[measure.id] = seriesOf(measure, events);
  return { attributes, series, allows: () => true };
}

function seriesOf(measure: Measure, events: CaseEvent[]): Series {
  const series = emptySeries();
  for (const event of events.map(eventOf)) {
    if (isOccurrence(measure, event)) addOccurrence(series, Math.floor(event.time / 1_000));
  }
  return series;
}

function eventOf([name, secondsAgo, properties]: CaseEvent): Event {
  return { name, time: caseNow - secondsAgo * 1_000, session: 's', properties };
}

/** The page's facts; `since` are the events after the reply. */
export function liveFacts(values: Record<string, FactValue>, since: CaseEvent[] = []): LiveFacts {
  return {
    get: (fact) => (Object.hasOwn(values, fact) ? values[fact] : undefined),
    countSince: (event, where) =>
      since.filter(([name, , properties]) => name === event && matchesFilters(properties, where)).length,
  };
}
