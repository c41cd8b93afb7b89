import type { Comparand, LiveFact, PositiveOperator } from './residual-shape.ts';

/**
 * A compiled rule. Leaves are indexes into a table of predicates that all rules of a bundle share, so that a condition used
 * in a hundred segments is evaluated once.
 */
export type Program = number | readonly ['!', Program] | readonly ['&', ...Program[]] | readonly ['|', ...Program[]];

/** One deduplicated test, always positive. */
export type Predicate =
  | readonly ['attribute', name: string, operator: PositiveOperator, value: Comparand]
  | readonly ['live', fact: LiveFact, operator: PositiveOperator, value: Comparand]
  /** At least `n` occurrences of the measure; `windowMs` null means ever. */
  | readonly ['count', measure: string, windowMs: number | null, n: number];

/** The constants: an empty *all of*, an empty *any of*. */
export const always: Program = ['&'];
export const never: Program = ['|'];
