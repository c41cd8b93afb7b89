import { visitorHash } from '../../shared/decision/bucket.ts';
import { builtInAttributes } from '../../shared/profile/built-in-attributes.ts';
import { countEvent } from '../../shared/profile/count-event.ts';
import type { Facts } from '../../shared/profile/facts-of.ts';
import type { Series } from '../../shared/profile/series.ts';
import { Compiler } from '../../shared/rules/compile.ts';
import { type LiveFacts, matchesFilters } from '../../shared/rules/complete.ts';
import type { RuleTable } from '../../shared/rules/evaluation.ts';
import type { Program } from '../../shared/rules/program.ts';
import type { FactValue } from '../../shared/rules/residual-shape.ts';
import type { Rule } from '../../shared/rules/rule.ts';
import type { Vocabulary } from '../../shared/rules/vocabulary.ts';
import type { AttributeDefinition } from '../../shared/schema/attribute.ts';
import type { Event } from '../../shared/schema/event.ts';

/** The moment of a case that names none: 2026-11-02T12:00:00Z, a Monday. */
export const caseNow = Date.UTC(2026, 10, 2, 12);

/** `[name, seconds before now or ISO time, properties]`. */
export type CaseEvent = [name: string, at: number | string, properties: Event['properties']];

export interface CaseFacts {
  attributes?: Record<string, FactValue>;
  /** ISO times. */
  saidAt?: Record<string, string>;
  events?: CaseEvent[];
  /** A visitor id, from which the place in percentages comes. */
  visitor?: string;
  /** Ordinals of static segments it is a member of. */
  lists?: number[];
}

const own: AttributeDefinition[] = [
  custom('interests', 'Interests', 'other', 'multiSelect'),
  custom('birth_year', 'Birth year', 'profile', 'number'),
  custom('contract_end', 'Contract end', 'other', 'date'),
  custom('tier', 'Tier', 'other', 'singleSelect'),
];

function custom(
  name: string,
  label: string,
  group: AttributeDefinition['group'],
  type: AttributeDefinition['type'],
): AttributeDefinition {
  return { name, label, group, type, purpose: 'personalisation', writtenBy: 'visitor' };
}

export const caseVocabulary: Vocabulary = {
  attributes: new Map([...builtInAttributes, ...own].map((definition) => [definition.name, definition])),
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
};

/** One rule compiled by itself, with the table that runs it. */
export function compileAlone(
  rule: Rule,
  { timeZone = caseVocabulary.timeZone, segments = new Map<string, Rule>() } = {},
): { program: Program; table: RuleTable } {
  const compiler = new Compiler(segments);
  const program = compiler.compile(rule);
  const measures = new Map([...compiler.measures].map(([id, measure]) => [id, { ...measure, since: 1 }]));
  const purposes = Object.fromEntries([...caseVocabulary.attributes].map(([name, { purpose }]) => [name, purpose]));
  return { program, table: { predicates: compiler.predicates, measures, purposes, timeZone } };
}

/** Stored facts as a profile would give them, for a table's measures. */
export function storedFacts(
  table: RuleTable,
  { attributes = {}, saidAt = {}, events = [], visitor, lists = [] }: CaseFacts,
  now = caseNow,
): Facts {
  const series: Record<string, Series> = {};
  const measures = [...table.measures.values()];
  for (const event of events) countEvent({ series }, eventOf(event, now), { order: null, measures });
  return {
    attributes,
    saidAt: Object.fromEntries(Object.entries(saidAt).map(([name, time]) => [name, Date.parse(time)])),
    series,
    lists,
    hash: visitor === undefined ? undefined : visitorHash(visitor),
    allows: () => true,
  };
}

/** Epoch ms. */
export function timeOf([, at]: CaseEvent, now: number): number {
  return typeof at === 'string' ? Date.parse(at) : now - Math.round(at * 1_000);
}

function eventOf(event: CaseEvent, now: number): Event {
  return { name: event[0], time: timeOf(event, now), session: 's', properties: event[2] };
}

/** The page's facts; `since` are the events after the reply. */
export function liveFacts(values: Record<string, FactValue>, since: CaseEvent[] = []): LiveFacts {
  return {
    get: (fact) => (Object.hasOwn(values, fact) ? values[fact] : undefined),
    countSince: (event, where) =>
      since.filter(([name, , properties]) => name === event && matchesFilters(properties, where)).length,
  };
}
