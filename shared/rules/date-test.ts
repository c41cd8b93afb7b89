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
interface DateValue {
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

/** The spans of clock time in which the comparison holds; those of anniversaries around now only. */
function spansOf(
  date: DateValue,
  operator: PositiveDateOperator,
  operand: Operand,
  { now, zone }: Clock,
): readonly Span[] {
  const { start, end, day } = date;
  const always = (holds: boolean) => (holds ? [everySpan] : []);
  switch (operator) {
    case 'on':
      return always(day === parseDay(operand as string));
    case 'before':
      return always(day < dayOperand(operand));
    case 'after':
      return always(day > dayOperand(operand));
    case 'onOrAfter':
      return always(day >= dayOperand(operand));
    case 'onOrBefore':
      return always(day <= dayOperand(operand));
    case 'betweenDates': {
      const [from, to] = operand as [string, string];
      return always(day >= dayOperand(from) && day <= dayOperand(to));
    }
    case 'onWeekday':
      return always((operand as string[]).includes(weekdayOf(day)));
    case 'exactlyDaysAgo': {
      const days = operand as number;
      return [[startOfDay(zone, day + days), startOfDay(zone, day + days + 1)]];
    }
    case 'lessThanAgo':
      return [[start, start + durationMs(operand as Duration)]];
    case 'moreThanAgo':
      return [[start + durationMs(operand as Duration) + 1, Infinity]];
    case 'betweenAgo': {
      const { from, to, unit } = operand as DurationRange;
      return [[start + from * unitMs[unit], start + to * unitMs[unit] + 1]];
    }
    case 'inNext':
      return [[start - durationMs(operand as Duration), end]];
    case 'inCurrent': {
      const unit = operand as PeriodUnit;
      return [[startOfDay(zone, startOfPeriod(day, unit)), startOfDay(zone, startOfPeriod(day, unit, 1))]];
    }
    case 'anniversaryInNext':
      return anniversarySpans(day, operand as number, { now, zone });
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

function dateValue(value: FactValue | undefined, zone: string): DateValue | undefined {
  if (typeof value === 'number') {
    if (!isPossibleMoment(value)) return undefined;
    return { start: value, end: value + 1, day: dayOf(zone, value) };
  }
  if (typeof value !== 'string') return undefined;
  const day = parseDay(value);
  return day === undefined ? undefined : { start: startOfDay(zone, day), end: startOfDay(zone, day + 1), day };
}
