import { fractionOf } from '../decision/bucket.ts';
import type { MeasuredProperty } from '../profile/measure.ts';
import { firstIn, lastIn, statisticsOf } from '../profile/series-statistics.ts';
import { dayOf, minutesOfDay, offsetMs } from './calendar.ts';
import { weekdayOf } from './day.ts';
import { formatOf, plainNumber } from './describe-value.ts';
import { words } from './describe-words.ts';
import { type Evaluation, seriesOf } from './evaluation.ts';
import type { EventCondition, EventTimeCondition } from './event-condition.ts';
import { aggregateOf } from './event-holds.ts';
import { explainWords } from './explain-words.ts';
import { measureOf } from './measure-of.ts';
import type { CompiledWindow } from './program.ts';
import type { FactValue } from './residual-shape.ts';
import type { Condition, VisitProperty } from './rule.ts';
import { visitorZone } from './visit-holds.ts';
import type { Vocabulary } from './vocabulary.ts';
import { durationMs, type Window } from './window.ts';
import { rangesOf } from './window-ranges.ts';

/** What a condition found: in words, and as a number where it compares one. */
export interface Actual {
  text: string;
  number?: number | undefined;
}

/** The value that the stored and request facts have for a condition; `holds` is its answer. */
export function actualOf(
  condition: Condition,
  vocabulary: Vocabulary,
  { evaluation, holds }: { evaluation: Evaluation; holds: boolean },
): Actual {
  switch (condition.kind) {
    case 'attribute': {
      const { attributes } = evaluation.facts;
      const value = Object.hasOwn(attributes, condition.attribute) ? attributes[condition.attribute] : undefined;
      if (vocabulary.attributes.get(condition.attribute)?.type === 'date' && typeof value === 'number') {
        return { text: momentText(value, vocabulary.timeZone) };
      }
      return factActual(value, condition, vocabulary);
    }
    case 'page':
      return factActual(visitFact(condition.property as VisitProperty, evaluation), condition, vocabulary);
    case 'cart':
      return { text: explainWords.onlyPage };
    case 'event':
      return eventActual(condition, evaluation);
    case 'eventTime':
      return timeActual(condition, evaluation);
    case 'sequence':
      return { text: holds ? explainWords.happened : explainWords.didNotHappen };
    case 'segment':
    case 'list':
      return { text: holds === (condition.operator === 'in') ? explainWords.inside : explainWords.outside };
    case 'bucket': {
      const { hash } = evaluation.facts;
      if (hash === undefined) return { text: explainWords.unknown };
      return { text: explainWords.place(plainNumber(fractionOf(hash, condition.salt) * 100)) };
    }
  }
}

/** A fact of the page, the cart or an attribute. */
export function factActual(value: FactValue | undefined, condition: Condition, vocabulary: Vocabulary): Actual {
  if (value === undefined) return { text: explainWords.unknown };
  if (typeof value === 'number') return { text: formatOf(condition, vocabulary)(value), number: value };
  if (typeof value === 'string') return { text: `“${value}”` };
  return { text: value.map((entry) => `“${entry}”`).join(', ') || explainWords.emptyList };
}

function visitFact(property: VisitProperty, { facts, now, table }: Evaluation): FactValue | undefined {
  const zone = visitorZone({ facts, table });
  switch (property) {
    case 'landingUrl':
      return facts.attributes.landing_url;
    case 'device':
      return facts.attributes.device_type;
    case 'visitor':
      return Number(facts.attributes.sessions) >= 2 ? 'returning' : 'new';
    case 'localTimeMinutes':
      return minutesOfDay(zone, now);
    case 'localWeekday':
      return words.dates.weekdays[weekdayOf(dayOf(zone, now))];
    default:
      return undefined;
  }
}

function eventActual(condition: EventCondition, evaluation: Evaluation): Actual {
  const { aggregate, window } = condition;
  const ranges = rangesOf(compiledWindow(window), evaluation);
  if (aggregate.kind === 'count') {
    const series = seriesOf(measureOf(condition).id, evaluation);
    const counts = ranges.map((range) => statisticsOf(series, range));
    const count = Math.max(0, ...counts.map((one) => one.count));
    const text = explainWords.times(plainNumber(count));
    return {
      text: counts.some(({ approximate }) => approximate) ? explainWords.about(text) : inSessions(window, text),
      number: count,
    };
  }
  const property: MeasuredProperty = {
    name: aggregate.property,
    as: aggregate.kind === 'distinctCount' ? 'text' : 'number',
    ...(aggregate.over && { over: aggregate.over }),
  };
  const series = seriesOf(measureOf(condition, property).id, evaluation);
  const values = ranges
    .map((range) => aggregateOf(series, aggregate.kind as Exclude<typeof aggregate.kind, 'count'>, range))
    .filter((value) => value !== undefined);
  if (values.length === 0) return { text: ranges.length === 0 ? explainWords.noSession : explainWords.nothing };
  const value = Math.max(...values);
  return { text: inSessions(window, plainNumber(value)), number: value };
}

function timeActual(condition: EventTimeCondition, evaluation: Evaluation): Actual {
  const series = seriesOf(measureOf(condition).id, evaluation);
  const find = condition.which === 'first' ? firstIn : lastIn;
  const found = rangesOf(compiledWindow(condition.window), evaluation).flatMap((range) => find(series, range) ?? []);
  const one = condition.which === 'first' ? found[0] : found.at(-1);
  if (!one) return { text: explainWords.never };
  const text = momentText(one.time, evaluation.table.timeZone);
  return { text: one.approximate ? explainWords.about(text) : text };
}

function inSessions(window: Window, text: string): string {
  return window.kind === 'session' && window.which === 'anyOne' ? explainWords.upTo(text) : text;
}

function compiledWindow(window: Window): CompiledWindow {
  if (window.kind === 'ever') return null;
  return window.kind === 'rolling' ? durationMs(window) : window;
}

/** `2026-03-29 14:05`, in the site's zone, which the caller has in its sentence. */
function momentText(at: number, zone: string): string {
  if (!Number.isFinite(at) || Math.abs(at) > 8e15) return String(at);
  return new Date(at + offsetMs(zone, at)).toISOString().slice(0, 16).replace('T', ' ') + words.dates.zone(zone);
}
