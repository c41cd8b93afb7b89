import { dayOf, isPossibleMoment, startOfDay } from './calendar.ts';
import { anniversaryIn, type Day, dateOfDay, type PeriodUnit, parseDay, startOfPeriod, weekdayOf } from './day.ts';
import type { DateOperator, Operand } from './operator-names.ts';
import type { FactValue } from './residual-shape.ts';
import { type Duration, type DurationRange, durationMs, unitMs } from './window.ts';

/** The moment of asking, and the zone in which days are read. */
export interface Clock {
  /** Epoch ms. */
  now: number;
  /** IANA name. */
  zone: string;
}

/** An answer, and the first moment (epoch ms) at which time alone changes it. */
export interface TimedAnswer {
  holds: boolean;
  until: number;
}

/** A date as it is compared: a moment lasts one ms, a date-only value its day in the site's zone. */
export interface DateValue {
  start: number;
  end: number;
  day: Day;
}

/** Operators that negate another are not asked here. */
export type PositiveDateOperator = Exclude<DateOperator, 'notOn'>;

type Span = readonly [from: number, to: number];
const everySpan: Span = [-Infinity, Infinity];

/**
 * Compares a date (epoch ms, or `YYYY-MM-DD`) with what the operator takes. Absent, of another type, or no possible date: false for
 * all times.
 */
export function testDate(
  value: FactValue | undefined,
  operator: PositiveDateOperator,
  operand: Operand,
  { now, zone }: Clock,
): TimedAnswer {
  const date = dateValue(value, zone);
  if (!date) return { holds: false, until: Infinity };
  let until = Infinity;
  let holds = false;
  for (const [from, to] of spansOf(date, operator, operand, { now, zone })) {
    if (from <= now && now < to) holds = true;
    if (from > now) until = Math.min(until, from);
    if (to > now) until = Math.min(until, to);
  }
  return { holds, until };
}

/** Operators that compare days by their order, whatever the time is. */
export const dayOperators: ReadonlySet<DateOperator> = new Set([
  'on',
  'before',
  'after',
  'onOrAfter',
  'onOrBefore',
  'betweenDates',
]);

/** Operators that hold for a length of time after the date, or before it. */
export const delayOperators: ReadonlySet<DateOperator> = new Set([
  'lessThanAgo',
  'moreThanAgo',
  'betweenAgo',
  'inNext',
]);

/** Which days compare so, both ends included; null for an operator that does not compare days by their order. */
export function daysOf(operator: PositiveDateOperator, operand: Operand): readonly [from: Day, to: Day] | null {
  switch (operator) {
    case 'on':
      return [dayOperand(operand), dayOperand(operand)];
    case 'before':
      return [-Infinity, dayOperand(operand) - 1];
    case 'after':
      return [dayOperand(operand) + 1, Infinity];
    case 'onOrAfter':
      return [dayOperand(operand), Infinity];
    case 'onOrBefore':
      return [-Infinity, dayOperand(operand)];
    case 'betweenDates': {
      const [from, to] = operand as [string, string];
      return [dayOperand(from), dayOperand(to)];
    }
    default:
      return null;
  }
}

/**
 * When, in ms after the date begins (for `inNext` the second after it ends), the comparison begins and ceases to hold; null for an
 * operator that asks the calendar.
 */
export function delaysOf(operator: PositiveDateOperator, operand: Operand): readonly [from: number, to: number] | null {
  switch (operator) {
    case 'lessThanAgo':
      return [0, durationMs(operand as Duration)];
    case 'moreThanAgo':
      return [durationMs(operand as Duration) + 1, Infinity];
    case 'betweenAgo': {
      const { from, to, unit } = operand as DurationRange;
      return [from * unitMs[unit], to * unitMs[unit] + 1];
    }
    case 'inNext':
      return [-durationMs(operand as Duration), 0];
    default:
      return null;
  }
}

/** The spans of clock time in which the comparison holds; those of anniversaries around now only. */
function spansOf(
  date: DateValue,
  operator: PositiveDateOperator,
  operand: Operand,
  { now, zone }: Clock,
): readonly Span[] {
  const { start, end, day } = date;
  const days = daysOf(operator, operand);
  if (days) return day >= days[0] && day <= days[1] ? [everySpan] : [];
  const delays = delaysOf(operator, operand);
  if (delays) return [[start + delays[0], (operator === 'inNext' ? end : start) + delays[1]]];
  switch (operator) {
    case 'onWeekday':
      return (operand as string[]).includes(weekdayOf(day)) ? [everySpan] : [];
    case 'exactlyDaysAgo': {
      const days = operand as number;
      return [[startOfDay(zone, day + days), startOfDay(zone, day + days + 1)]];
    }
    case 'inCurrent': {
      const unit = operand as PeriodUnit;
      return [[startOfDay(zone, startOfPeriod(day, unit)), startOfDay(zone, startOfPeriod(day, unit, 1))]];
    }
    case 'anniversaryInNext':
      return anniversarySpans(day, operand as number, { now, zone });
    default:
      return [];
  }
}

/** Anniversaries are counted from the first on: the day itself is none. */
function anniversarySpans(day: Day, days: number, { now, zone }: Clock): Span[] {
  const thisYear = dateOfDay(dayOf(zone, now)).year;
  const first = Math.max(dateOfDay(day).year + 1, thisYear - 1);
  return [first, first + 1, first + 2, first + 3].map((year): Span => {
    const anniversary = anniversaryIn(year, day);
    return [startOfDay(zone, anniversary - days), startOfDay(zone, anniversary + 1)];
  });
}

function dayOperand(operand: Operand): Day {
  return parseDay(operand as string) ?? Number.NaN;
}

/** Undefined for what is absent, of another type, or no possible date. */
export function dateValue(value: FactValue | undefined, zone: string): DateValue | undefined {
  if (typeof value === 'number') {
    if (!isPossibleMoment(value)) return undefined;
    return { start: value, end: value + 1, day: dayOf(zone, value) };
  }
  if (typeof value !== 'string') return undefined;
  const day = parseDay(value);
  return day === undefined ? undefined : { start: startOfDay(zone, day), end: startOfDay(zone, day + 1), day };
}
