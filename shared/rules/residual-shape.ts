/**
 * What is left of a rule after the edge has answered everything it knows: only facts of the open page. It travels to
 * the browser as nested arrays, the tag finishes it with `complete`. Positive operators only; negation is `!`.
 */

/** Operators that remain after normalisation: every negative one is `!` of one of these. */
export const positiveOperators = [
  'in',
  'contains',
  'startsWith',
  'endsWith',
  'eq',
  'lt',
  'lte',
  'gt',
  'gte',
  'between',
  'anyOf',
  'allOf',
  'countAtLeast',
  'isKnown',
] as const;
export type PositiveOperator = (typeof positiveOperators)[number];

/** A fact's value. Choices are lists; an absent fact is `undefined`. Text is folded before it is compared. */
export type FactValue = string | number | readonly string[];

/** What a positive operator compares with. */
export type Comparand = string | number | readonly string[] | readonly [number, number] | null;

/** `[property, operator, value]` on an occurrence of an event; a leading `!` element negates it. */
export type ResidualFilter = readonly [property: string, operator: PositiveOperator, value: Comparand, negated?: 1];

export type Residual =
  | readonly ['&', ...Residual[]]
  | readonly ['|', ...Residual[]]
  | readonly ['!', Residual]
  /** At least `n` more occurrences of the event since the reply. */
  | readonly ['#', event: string, where: readonly ResidualFilter[], n: number]
  /** A comparison of a live fact, e.g. `['cart.totalMinor', 'gt', 8000]`. */
  | readonly [fact: LiveFact, operator: PositiveOperator, value: Comparand];

/** `page.…` and `cart.…` names of `pageProperties` and `cartProperties`. */
export type LiveFact = `page.${string}` | `cart.${string}`;
