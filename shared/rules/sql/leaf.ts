import { affineOf } from '../../decision/bucket.ts';
import type { ColumnFact } from '../../profile/fact-column.ts';
import { isExactDecimal } from '../../profile/fact-row.ts';
import type { Clock, PositiveDateOperator } from '../date-test.ts';
import type { Operand } from '../operator-names.ts';
import { compare } from '../operators/matches.ts';
import { sqlTest } from '../operators/sql.ts';
import type { Comparison, Predicate } from '../program.ts';
import type { Comparand, PositiveOperator } from '../residual-shape.ts';
import { isOfSessions, rangeOf } from '../window-ranges.ts';
import { atMost, type Bounds, exactly, unknown } from './bounds.ts';
import { attributeFact, type Columns, type FactSources, seriesFact } from './columns.ts';
import { dateSpan, dayText } from './dates.ts';
import { aggregateSql, countSql, nthLatestTime, timeSql } from './series-sql.ts';
import type { Values } from './values.ts';

/** What a condition is asked against. */
export interface Asking extends FactSources {
  columns: Columns;
  values: Values;
  /** Whose profiles: members of static segments are kept by site. */
  site: string;
  clock: Clock;
}

type PredicateOf<Kind extends Predicate[0]> = Extract<Predicate, readonly [Kind, ...unknown[]]>;

/** A stored predicate as SQL. Live ones are to be replaced before (`withoutLive`). */
export function leafBounds(predicate: Predicate, asking: Asking): Bounds {
  switch (predicate[0]) {
    case 'attribute':
      return attributeBounds(predicate, asking);
    case 'date':
      return ofColumn(attributeFact(predicate[1], asking), asking, (column) =>
        dateBounds(column, predicate[2], predicate[3], asking.clock),
      );
    case 'updated':
      return ofColumn(['said', predicate[1]], asking, (column) =>
        exactly(`ifnull(${column} >= ${Math.ceil(asking.clock.now - predicate[2])}, 0)`),
      );
    case 'visit':
      return predicate[1] === 'visitor' ? visitorBounds(predicate, asking) : unknown;
    case 'bucket': {
      const [, salt, percent] = predicate;
      const { a, b, modulus } = affineOf(salt);
      if (!isExactDecimal(percent)) return unknown;
      return exactly(`ifnull((${a} * hash + ${b}) % ${modulus} / ${modulus}.0 * 100 < ${percent}, 0)`);
    }
    case 'list': {
      const members = `SELECT n FROM segment_members WHERE site = ${asking.values.text(asking.site)} AND ordinal = ${predicate[1]}`;
      return exactly(`(personal = 1 AND n IN (${members}))`);
    }
    case 'count':
      return countBounds(predicate, asking);
    case 'aggregate':
      return aggregateBounds(predicate, asking);
    case 'time':
      return timeBounds(predicate, asking);
    case 'sequence': {
      const columns = predicate[1].steps.map((measure) => asking.columns.of(seriesFact(measure, asking)));
      const known = columns.filter((column) => column !== null);
      return atMost(known.length === 0 ? '1' : `(${known.map((column) => `${column} IS NOT NULL`).join(' AND ')})`);
    }
    case 'sessionCount':
    case 'live':
      return unknown;
  }
}

/** Nothing is known of a fact without a column. */
function ofColumn(fact: ColumnFact | null, { columns }: Asking, bounds: (column: string) => Bounds): Bounds {
  const column = columns.of(fact);
  return column === null ? unknown : bounds(column);
}

const comparedBy = {
  in: 'text',
  contains: 'text',
  startsWith: 'text',
  endsWith: 'text',
  eq: 'number',
  lt: 'number',
  lte: 'number',
  gt: 'number',
  gte: 'number',
  between: 'number',
  anyOf: 'choice',
  allOf: 'choice',
  countAtLeast: 'choice',
  isKnown: null,
} as const satisfies Record<PositiveOperator, string | null>;

function attributeBounds([, name, operator, expected]: PredicateOf<'attribute'>, asking: Asking): Bounds {
  const fact = attributeFact(name, asking);
  const fits = comparedBy[operator] === null || comparedBy[operator] === fact?.[2];
  return ofColumn(fact, asking, (column) => (fits ? tested(column, [operator, expected], asking) : exactly('0')));
}

function tested(sql: string, [operator, expected]: readonly [PositiveOperator, Comparand], { values }: Asking): Bounds {
  const test = sqlTest(sql, { operator, expected, values });
  return test === null ? unknown : exactly(test);
}

/** A column with numbers for moments and texts for days; NULL is absent. */
function dateBounds(column: string, operator: PositiveDateOperator, operand: Operand, clock: Clock): Bounds {
  const span = dateSpan(operator, operand, clock);
  if (!span) return atMost(`(${column} IS NOT NULL)`);
  const days = `${column} BETWEEN '${dayText(span.days.from)}' AND '${dayText(span.days.to)}'`;
  return exactly(
    `CASE typeof(${column}) WHEN 'text' THEN ${days} WHEN 'null' THEN 0 ELSE ${inSpan(column, span.moments)} END`,
  );
}

function inSpan(moment: string, { from, to }: { from: number; to: number }): string {
  const bounds = [
    ...(from === -Infinity ? [] : [`${moment} >= ${from}`]),
    ...(to === Infinity ? [] : [`${moment} < ${to}`]),
  ];
  return bounds.length === 0 ? '1' : `(${bounds.join(' AND ')})`;
}

/** Sessions have a number whenever consent lets them be used. */
function visitorBounds([, , operator, expected]: PredicateOf<'visit'>, asking: Asking): Bounds {
  const holds = (visitor: string) => Number(compare(visitor, operator, expected));
  return ofColumn(attributeFact('sessions', asking), asking, (column) =>
    exactly(
      `CASE WHEN ${column} >= 2 THEN ${holds('returning')} WHEN ${column} IS NULL THEN 0 ELSE ${holds('new')} END`,
    ),
  );
}

function countBounds([, measure, window, n]: PredicateOf<'count'>, asking: Asking): Bounds {
  return ofColumn(seriesFact(measure, asking), asking, (column) =>
    isOfSessions(window)
      ? atMost(`ifnull(${nthLatestTime(column, n)} <> '', 0)`)
      : exactly(countSql(column, n, rangeOf(window, asking.clock))),
  );
}

function aggregateBounds([, measure, window, aggregate, test]: PredicateOf<'aggregate'>, asking: Asking): Bounds {
  const [operator, expected, negated] = test as Comparison;
  if (isOfSessions(window) || negated) return unknown;
  return ofColumn(seriesFact(measure, asking), asking, (column) =>
    tested(`(${aggregateSql(column, aggregate, rangeOf(window, asking.clock))})`, [operator, expected], asking),
  );
}

function timeBounds([, measure, window, which, operator, operand]: PredicateOf<'time'>, asking: Asking): Bounds {
  const { clock } = asking;
  return ofColumn(seriesFact(measure, asking), asking, (column) => {
    if (isOfSessions(window)) return atMost(`(${column} IS NOT NULL)`);
    const time = `(${timeSql(column, which, rangeOf(window, clock))})`;
    if (operator === 'isKnown') return exactly(`(${time} IS NOT NULL)`);
    const span = dateSpan(operator, operand as Operand, clock);
    return span ? exactly(`ifnull(${inSpan(time, span.moments)}, 0)`) : atMost(`(${time} IS NOT NULL)`);
  });
}
