import type { DateOperator, Operand } from '../../shared/rules/operator-names.ts';
import type { FactValue } from '../../shared/rules/residual-shape.ts';
import type { Duration, DurationRange } from '../../shared/rules/window.ts';

/** Dates read by their local text alone, hour by hour where need be: slow, and unlike the executors. */

const unitSeconds = { minute: 60, hour: 3_600, day: 86_400, week: 604_800, month: 2_592_000 };
const formats = new Map<string, Intl.DateTimeFormat>();

/** `YYYY-MM-DD HH:MM:SS` on the wall. */
export function wallText(at: number, zone: string): string {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
    formats.set(zone, format);
  }
  return format.format(at);
}

export const dateText = (at: number, zone: string): string => wallText(at, zone).slice(0, 10);

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export function weekdayName(date: string): string {
  return ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'][
    new Date(`${date}T00:00:00Z`).getUTCDay()
  ] as string;
}

/** The first date of the period that a date lies in. */
export function periodOf(date: string, unit: string): string {
  if (unit === 'year') return `${date.slice(0, 4)}-01-01`;
  if (unit === 'month') return `${date.slice(0, 7)}-01`;
  if (unit === 'day') return date;
  let monday = date;
  while (weekdayName(monday) !== 'monday') monday = addDays(monday, -1);
  return monday;
}

/** The first moment of a date: the first quarter of an hour at which a wall shows it, or a later one. */
export function startOfDate(date: string, zone: string): number {
  let at = Date.parse(`${date}T00:00:00Z`) - 15 * 3_600_000;
  while (dateText(at, zone) < date) at += 15 * 60_000;
  return at;
}

export const lengthMs = ({ amount, unit }: Duration): number => amount * unitSeconds[unit] * 1_000;

export function naiveDate(
  value: FactValue | undefined,
  operator: DateOperator,
  operand: Operand | undefined,
  { now, zone }: { now: number; zone: string },
): boolean {
  if (operator === 'notOn') return !naiveDate(value, 'on', operand, { now, zone });
  if (typeof value === 'number' && Math.abs(value) > 60_000_000_000_000) return false;
  if (typeof value !== 'number' && !(typeof value === 'string' && isDate(value))) return false;
  const date = typeof value === 'number' ? dateText(value, zone) : value;
  const today = dateText(now, zone);
  const day = naiveDay(date, operator, operand, today);
  if (day !== undefined) return day;
  const start = typeof value === 'number' ? value : startOfDate(value, zone);
  const isOver = typeof value === 'number' ? value < now : value < today;
  return naiveMoment({ start, isOver }, operator, operand, now);
}

/** What is read off the dates alone; undefined for operators on moments. */
function naiveDay(
  date: string,
  operator: DateOperator,
  operand: Operand | undefined,
  today: string,
): boolean | undefined {
  const day = operand as string;
  switch (operator) {
    case 'on':
      return date === day;
    case 'before':
      return date < day;
    case 'after':
      return date > day;
    case 'onOrAfter':
      return date >= day;
    case 'onOrBefore':
      return date <= day;
    case 'betweenDates':
      return isBetween(date, operand as [string, string]);
    case 'onWeekday':
      return (operand as string[]).includes(weekdayName(date));
    case 'exactlyDaysAgo':
      return addDays(date, operand as number) === today;
    case 'inCurrent':
      return periodOf(date, day) === periodOf(today, day);
    case 'anniversaryInNext':
      return Array.from({ length: (operand as number) + 1 }, (_, days) => addDays(today, days)).some((next) =>
        isAnniversary(next, date),
      );
    default:
      return undefined;
  }
}

function naiveMoment(
  { start, isOver }: { start: number; isOver: boolean },
  operator: DateOperator,
  operand: Operand | undefined,
  now: number,
): boolean {
  switch (operator) {
    case 'lessThanAgo':
      return start <= now && now - start < lengthMs(operand as Duration);
    case 'moreThanAgo':
      return now - start > lengthMs(operand as Duration);
    case 'betweenAgo': {
      const { from, to, unit } = operand as DurationRange;
      return now - start >= from * unitSeconds[unit] * 1_000 && now - start <= to * unitSeconds[unit] * 1_000;
    }
    default:
      return !isOver && start - now <= lengthMs(operand as Duration);
  }
}

function isBetween(date: string, [from, to]: [string, string]): boolean {
  return date >= from && date <= to;
}

function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && addDays(text, 0) === text;
}

function isAnniversary(day: string, of: string): boolean {
  if (day.slice(0, 4) <= of.slice(0, 4)) return false;
  if (of.slice(5) === '02-29') return isFebruaryEnd(day);
  return day.slice(5) === of.slice(5);
}

/** 29 February, or 28 February of a year that has no 29th. */
function isFebruaryEnd(day: string): boolean {
  return day.slice(5, 7) === '02' && addDays(day, 1).slice(5, 7) === '03';
}
