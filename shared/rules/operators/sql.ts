import { isExactDecimal, itemSeparator } from '../../profile/fact-row.ts';
import { fold } from '../fold.ts';
import type { Comparand, PositiveOperator } from '../residual-shape.ts';
import type { Values } from '../sql/values.ts';

/** A test of an expression that may be NULL, which is absent; the answer is 0 or 1. Null: SQL cannot ask it exactly. */
type SqlTest = (sql: string, expected: never, values: Values) => string | null;

const number = (test: string) => (sql: string, expected: number) =>
  isExactDecimal(expected) ? `ifnull(${sql} ${test} ${expected}, 0)` : null;

const everyItem = (connective: string) => (sql: string, expected: readonly string[], values: Values) =>
  `ifnull((${expected.map((value) => `instr(${sql}, ${values.text(itemText(value))}) > 0`).join(connective) || (connective === ' OR ' ? '0' : `${sql} IS NOT NULL`)}), 0)`;

/** The counterpart of `matches`, over a column of the operator's type; a column of another type is the caller's to tell. */
export const sqlTests = {
  in: (sql: string, expected: readonly string[], values: Values) =>
    `(${sql} IS NOT NULL AND ${sql} IN ${values.list(expected)})`,
  contains: (sql: string, expected: string, values: Values) => `ifnull(instr(${sql}, ${values.text(expected)}) > 0, 0)`,
  startsWith: (sql: string, expected: string, values: Values) =>
    `ifnull(substr(${sql}, 1, ${lengthOf(expected)}) = ${values.text(expected)}, 0)`,
  endsWith: (sql: string, expected: string, values: Values) =>
    expected === ''
      ? `(${sql} IS NOT NULL)`
      : `ifnull(length(${sql}) >= ${lengthOf(expected)} AND substr(${sql}, -${lengthOf(expected)}) = ${values.text(expected)}, 0)`,
  eq: number('='),
  lt: number('<'),
  lte: number('<='),
  gt: number('>'),
  gte: number('>='),
  between: (sql: string, [low, high]: readonly [number, number]) =>
    isExactDecimal(low) && isExactDecimal(high) ? `ifnull(${sql} BETWEEN ${low} AND ${high}, 0)` : null,
  anyOf: everyItem(' OR '),
  allOf: everyItem(' AND '),
  countAtLeast: (sql: string, expected: number, values: Values) =>
    `ifnull(length(${sql}) - length(replace(${sql}, ${values.text(itemSeparator)}, '')) > ${expected}, 0)`,
  isKnown: (sql: string) => `(${sql} IS NOT NULL)`,
} satisfies Record<PositiveOperator, SqlTest>;

/** `sqlTests` of an operator by name. */
export function sqlTest(
  sql: string,
  { operator, expected, values }: { operator: PositiveOperator; expected: Comparand; values: Values },
): string | null {
  return (sqlTests[operator] as (sql: string, expected: Comparand, values: Values) => string | null)(
    sql,
    expected,
    values,
  );
}

/** An item as a list column holds it; the separators on both sides make it whole. */
function itemText(value: string): string {
  return `${itemSeparator}${JSON.stringify(fold(value))}${itemSeparator}`;
}

/** SQLite counts code points. */
function lengthOf(text: string): number {
  return [...text].length;
}
