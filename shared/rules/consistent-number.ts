import type { Literal } from './consistent.ts';
import type { PositiveDateOperator } from './date-test.ts';
import { parseDay } from './day.ts';
import {
  allNumbers,
  atLeast,
  atMost,
  between,
  complement,
  type Intervals,
  intersection,
  lessThan,
  moreThan,
} from './intervals.ts';
import { numberIntervals } from './number-intervals.ts';
import type { Operand } from './operator-names.ts';
import type { Predicate } from './program.ts';
import type { Comparand, PositiveOperator } from './residual-shape.ts';
import { type Duration, type DurationRange, durationMs, unitMs } from './window.ts';

/** What a literal says of a number: of the value itself, of a date's day, or of its age in ms. */
interface Bound {
  of: 'value' | 'day' | 'age' | 'said';
  intervals: Intervals;
}

/** Do the bounds on one fact leave a number? `isPresent`: the fact cannot be absent. */
export function isConsistentNumber(literals: readonly Literal[], isPresent: boolean): boolean {
  const left = new Map<Bound['of'], { intervals: Intervals; isAsked: boolean }>();
  for (const { predicate, holds } of literals) {
    const bound = boundOf(predicate);
    if (!bound) continue;
    const { intervals, isAsked } = left.get(bound.of) ?? { intervals: allNumbers, isAsked: false };
    left.set(bound.of, {
      intervals: intersection(intervals, holds ? bound.intervals : complement(bound.intervals)),
      isAsked: isAsked || holds,
    });
  }
  return [...left.values()].every(({ intervals, isAsked }) => intervals.length > 0 || !(isAsked || isPresent));
}

function boundOf(predicate: Predicate): Bound | null {
  switch (predicate[0]) {
    case 'attribute':
    case 'live':
    case 'visit':
      return numberBound(predicate[2], predicate[3]);
    case 'aggregate': {
      const [operator, value, negated] = predicate[4];
      return negated === 1 ? null : numberBound(operator, value);
    }
    case 'bucket':
      return { of: 'value', intervals: intersection(atLeast(0), lessThan(predicate[2])) };
    case 'updated':
      return { of: 'said', intervals: atMost(predicate[2]) };
    case 'date':
      return dateBound(predicate[2], predicate[3]);
    case 'time':
      return predicate[4] === 'isKnown' ? null : dateBound(predicate[4], predicate[5] as Operand);
    default:
      return null;
  }
}

function numberBound(operator: PositiveOperator, value: Comparand): Bound | null {
  const intervals = numberIntervals(operator, value);
  return intervals && { of: 'value', intervals };
}

/** Null for operators that turn with the calendar. */
function dateBound(operator: PositiveDateOperator, operand: Operand): Bound | null {
  const day = (of: unknown) => parseDay(String(of)) ?? Number.NaN;
  switch (operator) {
    case 'on':
      return { of: 'day', intervals: between(day(operand), day(operand)) };
    case 'before':
      return { of: 'day', intervals: atMost(day(operand) - 1) };
    case 'after':
      return { of: 'day', intervals: atLeast(day(operand) + 1) };
    case 'onOrAfter':
      return { of: 'day', intervals: atLeast(day(operand)) };
    case 'onOrBefore':
      return { of: 'day', intervals: atMost(day(operand)) };
    case 'betweenDates': {
      const [from, to] = operand as [string, string];
      return { of: 'day', intervals: between(day(from), day(to)) };
    }
    case 'lessThanAgo':
      return { of: 'age', intervals: intersection(atLeast(0), lessThan(durationMs(operand as Duration))) };
    case 'moreThanAgo':
      return { of: 'age', intervals: moreThan(durationMs(operand as Duration)) };
    case 'betweenAgo': {
      const { from, to, unit } = operand as DurationRange;
      return { of: 'age', intervals: between(from * unitMs[unit], to * unitMs[unit]) };
    }
    default:
      return null;
  }
}
