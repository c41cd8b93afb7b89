import type { PositiveDateOperator } from './date-test.ts';
import type { Aggregate } from './event-condition.ts';
import type { Operand } from './operator-names.ts';
import type { Comparand, LiveFact, PositiveOperator } from './residual-shape.ts';
import type { VisitProperty } from './rule.ts';
import type { Window } from './window.ts';

/**
 * A compiled rule. Leaves are indexes into a table of predicates that all rules of a bundle share, so that a condition used
 * in a hundred segments is evaluated once.
 */
export type Program = number | readonly ['!', Program] | readonly ['&', ...Program[]] | readonly ['|', ...Program[]];

/** How occurrences of a sequence's steps are kept: measures by id; times are ms. */
export interface SequenceTest {
  steps: readonly string[];
  withinMs: number;
  /** Occurrences carry a value that has to be the same in all. */
  same: boolean;
  butNot: readonly [measure: string, withinMs: number] | null;
  window: CompiledWindow;
}

/** Ever is null, a rolling window its length in ms; the others need the site's calendar or its sessions. */
export type CompiledWindow = null | number | Exclude<Window, { kind: 'ever' | 'rolling' }>;

export type ComputedAggregate = Exclude<Aggregate['kind'], 'count'>;

/** One deduplicated test, always positive. */
export type Predicate =
  | readonly ['attribute', name: string, operator: PositiveOperator, value: Comparand]
  | readonly ['date', attribute: string, operator: PositiveDateOperator, operand: Operand]
  /** The attribute has a value that was said within so many ms. */
  | readonly ['updated', attribute: string, withinMs: number]
  | readonly ['live', fact: LiveFact, operator: PositiveOperator, value: Comparand]
  | readonly ['visit', fact: VisitProperty, operator: PositiveOperator, value: Comparand]
  | readonly ['bucket', salt: string, percent: number]
  /** The profile is a member of the static segment with this ordinal. */
  | readonly ['list', ordinal: number]
  /** At least `n` occurrences of the measure. */
  | readonly ['count', measure: string, window: CompiledWindow, n: number]
  /** In some one session the count compares so; the comparison may be a negated one, inside the session. */
  | readonly ['sessionCount', measure: string, test: Comparison]
  | readonly ['aggregate', measure: string, window: CompiledWindow, aggregate: ComputedAggregate, test: Comparison]
  | readonly [
      'time',
      measure: string,
      window: CompiledWindow,
      which: 'first' | 'last',
      operator: PositiveDateOperator | 'isKnown',
      operand: Operand | null,
    ]
  | readonly ['sequence', test: SequenceTest];

/** `[operator, value]` of a number; a trailing 1 negates it. */
export type Comparison = readonly [operator: PositiveOperator, value: Comparand, negated?: 1];

/** The constants: an empty *all of*, an empty *any of*. */
export const always: Program = ['&'];
export const never: Program = ['|'];
