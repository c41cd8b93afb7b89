import type { Facts } from '../profile/facts-of.ts';
import type { Measure } from '../profile/measure.ts';
import { countSince, nthLatest, type Series } from '../profile/series.ts';
import type { Purpose } from '../schema/attribute.ts';
import { compare } from './operators/matches.ts';
import type { Predicate, Program } from './program.ts';
import { positiveOperators } from './residual-shape.ts';

/** Why an answer is what it is. `withheld`: it rests on a fact that consent withholds. `predicate`: the one that decided, when one did. */
export type Reason =
  | { kind: 'conditions'; withheld: boolean; predicate: number | null }
  | { kind: 'unsupported'; what: string };

export interface Answer {
  answer: boolean;
  /** Epoch ms: before it, time alone does not change the answer. `Infinity` when time never does. */
  until: number;
  reason: Reason;
}

/** What an evaluation has touched so far. */
export interface Trace {
  until: number;
  withheld: boolean;
  predicate: number | null;
}

export interface RuleTable {
  predicates: readonly Predicate[];
  measures: ReadonlyMap<string, Measure>;
  /** Purpose of every attribute of the site. */
  purposes: Readonly<Record<string, Purpose>>;
}

/** The purpose under which behaviour is counted. */
const measurePurpose: Purpose = 'personalisation';

/** Answers a stored rule for one profile at one moment; live conditions are false here, use `residual` for them. */
export function match(program: Program, table: RuleTable, { facts, now }: { facts: Facts; now: number }): Answer {
  const what = unsupported(program, table);
  if (what !== null) return { answer: false, until: Infinity, reason: { kind: 'unsupported', what } };
  const trace: Trace = { until: Infinity, withheld: false, predicate: null };
  const holds = (leaf: number): boolean => {
    trace.predicate = leaf;
    return holdsStored(table.predicates[leaf] as Predicate, table, { facts, now, trace });
  };
  const answer = evaluate(program, holds);
  const { until, withheld, predicate } = trace;
  return { answer, until, reason: { kind: 'conditions', withheld, predicate } };
}

function evaluate(program: Program, holds: (leaf: number) => boolean): boolean {
  if (typeof program === 'number') return holds(program);
  switch (program[0]) {
    case '!':
      return !evaluate(program[1], holds);
    case '&':
      return (program.slice(1) as Program[]).every((part) => evaluate(part, holds));
    case '|':
      return (program.slice(1) as Program[]).some((part) => evaluate(part, holds));
  }
}

/** Evaluates a predicate over stored facts and notes in the trace when time will flip it and whether it was withheld. */
export function holdsStored(
  predicate: Predicate,
  table: RuleTable,
  { facts, now, trace }: { facts: Facts; now: number; trace: Trace },
): boolean {
  switch (predicate[0]) {
    case 'live':
      return false;
    case 'attribute': {
      const [, name, operator, value] = predicate;
      if (!facts.allows(table.purposes[name] ?? 'personalisation')) {
        trace.withheld = true;
        return false;
      }
      return compare(Object.hasOwn(facts.attributes, name) ? facts.attributes[name] : undefined, operator, value);
    }
    case 'count': {
      const [, measure, windowMs, n] = predicate;
      const series = seriesOf(facts, measure, trace);
      const from = windowMs === null ? -Infinity : now - windowMs;
      const holds = countSince(series, from) >= n;
      if (holds && windowMs !== null) noteLeaving(series, { n, windowMs, trace });
      return holds;
    }
  }
}

/** The series of a measure, or nothing when consent withholds it. */
export function seriesOf(facts: Facts, measure: string, trace: Trace): Series | undefined {
  if (!facts.allows(measurePurpose)) {
    trace.withheld = true;
    return undefined;
  }
  return Object.hasOwn(facts.series, measure) ? facts.series[measure] : undefined;
}

/** Notes the moment at which the `n`-th latest occurrence leaves the window. */
export function noteLeaving(
  series: Series | undefined,
  { n, windowMs, trace }: { n: number; windowMs: number; trace: Trace },
): void {
  const second = nthLatest(series, n);
  if (second !== undefined) trace.until = Math.min(trace.until, second * 1_000 + windowMs + 1);
}

/** What in a program this code does not know, or null. Such a rule never matches, negated or not. */
export function unsupported(program: Program, table: RuleTable): string | null {
  if (typeof program !== 'number') {
    if (!['&', '|', '!'].includes(program[0])) return `connective ${program[0]}`;
    for (const part of program.slice(1) as Program[]) {
      const what = unsupported(part, table);
      if (what !== null) return what;
    }
    return null;
  }
  const predicate = table.predicates[program];
  if (!predicate || !['attribute', 'live', 'count'].includes(predicate[0])) return `predicate ${program}`;
  if (predicate[0] === 'count') return table.measures.has(predicate[1]) ? null : `measure ${predicate[1]}`;
  return positiveOperators.includes(predicate[2]) ? null : `operator ${predicate[2]}`;
}
