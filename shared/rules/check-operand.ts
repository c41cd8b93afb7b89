import type { Fault } from '../schema/problem.ts';
import { parseDay, periodUnits, weekdays } from './day.ts';
import { type OperandShape, operandShapes } from './operand-types.ts';
import type { Operand, OperatorName } from './operator-names.ts';
import { Duration, DurationRange } from './window.ts';

export const maxListValues = 1_000;
/** "Exactly so many days ago" and "anniversary in the next days": a century, and for anniversaries a year says it all. */
export const maxDaysCount = 36_525;

/** Does the operator have the operand it takes? */
export function checkOperand(
  { operator, value }: { operator: OperatorName; value?: Operand | undefined },
  at: string,
): Fault[] {
  const detail = wrongShape[operandShapes[operator]](value);
  return detail === null ? [] : [{ pointer: `${at}/value`, detail: `"${operator}" ${detail}` }];
}

/** What is wrong with an operand, or null, by the shape that its operator takes. */
const wrongShape = {
  none: (value) => (value === undefined ? null : 'takes no value: remove it'),
  text: (value) => (typeof value === 'string' && value.trim() !== '' ? null : 'needs a text that is not empty'),
  texts: (value) => {
    if (!isTexts(value) || value.length === 0) return 'needs a list of texts, one at least';
    return value.length <= maxListValues ? null : `has ${value.length} values: at most ${maxListValues}`;
  },
  number: (value) => (typeof value === 'number' && Number.isFinite(value) ? null : 'needs a number'),
  wholeNumber: (value) =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? null : 'needs a whole number',
  daysCount: (value) => {
    const isCount = typeof value === 'number' && Number.isInteger(value) && value >= 0;
    return isCount && value <= maxDaysCount ? null : `needs a whole number of days, at most ${maxDaysCount}`;
  },
  range: (value) => (isRange(value) && value[0] <= value[1] ? null : 'needs two numbers, the lower one first'),
  day: (value) => (isDay(value) ? null : 'needs a day that exists, as 2026-02-28'),
  days: (value) =>
    isTexts(value) && value.length === 2 && value.every(isDay) && String(value[0]) <= String(value[1])
      ? null
      : 'needs two days, as 2026-02-28, the earlier one first',
  duration: (value) => (Duration.safeParse(value).success ? null : 'needs an amount and a unit of time'),
  durationRange: (value) => {
    const parsed = DurationRange.safeParse(value);
    return parsed.success && parsed.data.from <= parsed.data.to ? null : 'needs two amounts, the smaller one first';
  },
  period: (value) => (periodUnits.some((unit) => unit === value) ? null : `needs one of ${periodUnits.join(', ')}`),
  weekdays: (value) =>
    isTexts(value) && value.length > 0 && value.every((day) => weekdays.some((known) => known === day))
      ? null
      : `needs some of ${weekdays.join(', ')}`,
} satisfies Record<OperandShape, (value: Operand | undefined) => string | null>;

/** A day that exists. */
export function isDay(value: unknown): value is string {
  return typeof value === 'string' && parseDay(value) !== undefined;
}

function isTexts(value: Operand | undefined): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string' && entry.trim() !== '');
}

function isRange(value: Operand | undefined): value is [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every((entry) => Number.isFinite(entry));
}
