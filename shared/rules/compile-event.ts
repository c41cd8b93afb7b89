import type { MeasuredProperty } from '../profile/measure.ts';
import { connect, negate } from './connect.ts';
import type { EventCondition, EventTimeCondition, Occurrence, SequenceCondition } from './event-condition.ts';
import { type MeasureDraft, measureOf } from './measure-of.ts';
import { positiveOf, positiveTest } from './positive-operator.ts';
import { always, type Comparison, type CompiledWindow, never, type Predicate, type Program } from './program.ts';
import { type Duration, durationMs, type Window } from './window.ts';

/** Where compiled conditions put their predicates and measures. */
interface Tables {
  index(predicate: Predicate): number;
  measure(measure: MeasureDraft): string;
  window(window: Window): CompiledWindow;
}

export function compileEvent(condition: EventCondition, tables: Tables): Program {
  const { aggregate } = condition;
  const window = tables.window(condition.window);
  if (aggregate.kind !== 'count') {
    const as = aggregate.kind === 'distinctCount' ? 'text' : 'number';
    const property: MeasuredProperty = {
      name: aggregate.property,
      as,
      ...(aggregate.over && { over: aggregate.over }),
    };
    const measure = tables.measure(measureOf(condition, property));
    const inSession = isAnyOneSession(condition.window);
    const test = comparisonOf(condition, inSession);
    const program = tables.index(['aggregate', measure, window, aggregate.kind, test.comparison]);
    return test.negatedOutside ? negate(program) : program;
  }
  const measure = tables.measure(measureOf(condition));
  if (isAnyOneSession(condition.window)) {
    return tables.index(['sessionCount', measure, comparisonOf(condition, true).comparison]);
  }
  return countProgram(condition, (n) => (n <= 0 ? always : tables.index(['count', measure, window, n])));
}

export function compileEventTime(condition: EventTimeCondition, tables: Tables): Program {
  const measure = tables.measure(measureOf(condition));
  const window = tables.window(condition.window);
  const positive = positiveOf(condition.operator);
  const operator = (positive ?? condition.operator) as Exclude<EventTimeCondition['operator'], 'notOn' | 'isUnknown'>;
  const program = tables.index(['time', measure, window, condition.which, operator, condition.value ?? null]);
  return positive ? negate(program) : program;
}

export function compileSequence({ steps, within, same, butNot, window }: SequenceCondition, tables: Tables): Program {
  const property: MeasuredProperty | undefined = same && {
    name: same.property,
    as: 'text',
    ...(same.over && { over: same.over }),
  };
  const measureStep = (step: Occurrence) => tables.measure(measureOf(step, property));
  return tables.index([
    'sequence',
    {
      steps: steps.map(measureStep),
      withinMs: durationMs(within),
      same: same !== undefined,
      butNot: butNot ? [measureStep(butNot), durationMs(butNot.within as Duration)] : null,
      window: tables.window(window),
    },
  ]);
}

function isAnyOneSession(window: Window): boolean {
  return window.kind === 'session' && window.which === 'anyOne';
}

/** "In some session" is about each session's own number, so there a negation stays inside. */
function comparisonOf(
  { operator, value }: EventCondition,
  inSession: boolean,
): { comparison: Comparison; negatedOutside: boolean } {
  const positive = positiveTest(operator, value);
  const isInside = inSession && positive.negated;
  return {
    comparison: isInside ? [positive.operator, positive.value, 1] : [positive.operator, positive.value],
    negatedOutside: positive.negated && !inSession,
  };
}

function countProgram({ operator, value }: EventCondition, atLeast: (n: number) => Program): Program {
  const n = value as number;
  const range = ([low, high]: [number, number]) =>
    connect('&', [atLeast(Math.ceil(low)), negate(atLeast(Math.floor(high) + 1))]);
  switch (operator) {
    case 'gte':
      return atLeast(Math.ceil(n));
    case 'gt':
      return atLeast(Math.floor(n) + 1);
    case 'lt':
      return negate(atLeast(Math.ceil(n)));
    case 'lte':
      return negate(atLeast(Math.floor(n) + 1));
    case 'eq':
      return Number.isInteger(n) ? range([n, n]) : never;
    case 'ne':
      return Number.isInteger(n) ? negate(range([n, n])) : always;
    case 'between':
      return range(value as [number, number]);
    case 'notBetween':
      return negate(range(value as [number, number]));
  }
}
