import type { ComparedAs } from '../schema/attribute.ts';
import type { SeriesKind } from './series.ts';

/**
 * A fact of a profile that has a column of its own in `profile_facts`, where SQL can ask for it: the value of an attribute, when it
 * was last said, or the occurrences of a measure.
 */
export type ColumnFact =
  | readonly ['attribute', name: string, as: ComparedAs]
  | readonly ['said', attribute: string]
  | readonly ['series', measure: string, kind: SeriesKind];

/** A column in use: `since` is the bundle version from which on every row written has it. */
export interface FactColumn {
  fact: ColumnFact;
  since: number;
}

/** By place: column `c0`, `c1`, …; null where none is in use. */
export type FactLayout = readonly (FactColumn | null)[];

/** D1 allows 100 columns a table; these are what `profile_facts` has beside its fixed ones. */
export const maxFactColumns = 88;

/** Equal facts have equal keys. */
export function factKey(fact: ColumnFact): string {
  return JSON.stringify(fact);
}
