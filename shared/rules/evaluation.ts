import type { Facts } from '../profile/facts-of.ts';
import type { Measure } from '../profile/measure.ts';
import { isSeries, type Series } from '../profile/series.ts';
import type { Purpose } from '../schema/attribute.ts';
import type { Predicate } from './program.ts';

/** What programs of one bundle refer to. */
export interface RuleTable {
  predicates: readonly Predicate[];
  measures: ReadonlyMap<string, Measure>;
  /** Purpose of every attribute of the site. */
  purposes: Readonly<Record<string, Purpose>>;
  /** IANA name of the site's zone, in which days and calendar windows are read. */
  timeZone: string;
}

/** What an evaluation has touched so far. */
export interface Trace {
  /** Epoch ms: before it, time alone flips none of the predicates that were visited. */
  until: number;
  /** It rests on a fact that consent withholds. */
  withheld: boolean;
  /** An edge of a window fell into folded hours, or a count rests on exact occurrences where older ones are folded. */
  approximate: boolean;
  predicate: number | null;
}

export function newTrace(): Trace {
  return { until: Infinity, withheld: false, approximate: false, predicate: null };
}

/** One evaluation: of which facts, when, and what it notes on the way. */
export interface Evaluation {
  table: RuleTable;
  facts: Facts;
  /** Epoch ms. */
  now: number;
  trace: Trace;
}

/** Time alone may change the answer at this moment. */
export function noteUntil(trace: Trace, at: number): void {
  trace.until = Math.min(trace.until, at);
}

/** May the fact be used? What consent withholds is absent, and noted. */
export function mayUse(purpose: Purpose, { facts, trace }: Evaluation): boolean {
  if (facts.allows(purpose)) return true;
  trace.withheld = true;
  return false;
}

/** The purpose under which behaviour is counted and static segments are used. */
export const behaviourPurpose: Purpose = 'personalisation';

/** The series of a measure; undefined when it is empty or consent withholds it. */
export function seriesOf(measure: string, evaluation: Evaluation): Series | undefined {
  if (!mayUse(behaviourPurpose, evaluation)) return undefined;
  const { series } = evaluation.facts;
  const found = Object.hasOwn(series, measure) ? series[measure] : undefined;
  return isSeries(found) ? found : undefined;
}
