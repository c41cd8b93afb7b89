import { toMajor } from '../money.ts';
import { checkOperand } from './check-operand.ts';
import type { PeriodUnit, Weekday } from './day.ts';
import { words } from './describe-words.ts';
import type { DateOperator, Operand, OperatorName } from './operator-names.ts';
import type { Condition } from './rule.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { Duration, DurationRange } from './window.ts';

/** How a number of the fact is written. */
export type NumberFormat = (value: number) => string;

const plainNumbers = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });

export const plainNumber: NumberFormat = (value) => plainNumbers.format(value);

/** Money in the site's currency, times of day as on a clock, all else as plain numbers. */
export function formatOf(condition: Condition, vocabulary: Vocabulary): NumberFormat {
  if (condition.kind === 'page' && condition.property === 'localTimeMinutes') return timeOfDay;
  const isMoney =
    condition.kind === 'attribute'
      ? vocabulary.attributes.get(condition.attribute)?.money === true
      : condition.kind === 'cart' && condition.property === 'totalMinor';
  if (!isMoney) return plainNumber;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: vocabulary.currency });
  return (value) => format.format(toMajor(value, vocabulary.currency));
}

/** The operator with what it compares with: `is more than 100`, `was exactly 3 days ago (Europe/Berlin time)`. */
export function comparisonPhrase(
  { operator, value }: { operator: OperatorName; value?: Operand | undefined },
  { format, timeZone }: { format: NumberFormat; timeZone: string },
): string {
  const dated = datePhrase(operator, value);
  if (dated === null) return `${words.operators[operator]}${operandText(value, format)}`;
  const isCalendar = operator === 'exactlyDaysAgo' || operator === 'inCurrent' || operator === 'anniversaryInNext';
  return isCalendar ? dated + words.dates.zone(timeZone) : dated;
}

/** Negative operators hold for an absent value; the sentence has to say so. */
export function holdsForUnknown(operator: OperatorName): boolean {
  return /^(?:isNot|not|ne$|noneOf)/.test(operator);
}

/** A name as words: `add_to_cart` is "add to cart". */
export function spoken(name: string): string {
  return name.replaceAll('_', ' ');
}

export function lengthText({ amount, unit }: Duration): string {
  return words.dates.length(amount, unit);
}

/** Null for an operator that is about no date. */
function datePhrase(operator: OperatorName, value: Operand | undefined): string | null {
  // A draft may hold an operand of another shape: it is then written as it stands.
  if (value === undefined || checkOperand({ operator, value }, '').length > 0) return null;
  const { dates } = words;
  switch (operator as DateOperator | 'updatedWithin' | 'notUpdatedWithin') {
    case 'on':
    case 'notOn':
    case 'before':
    case 'after':
    case 'onOrAfter':
    case 'onOrBefore':
      return dates[operator as 'on'](String(value));
    case 'betweenDates':
      return dates.betweenDates(...(value as [string, string]));
    case 'exactlyDaysAgo':
      return dates.exactlyDaysAgo(value as number);
    case 'anniversaryInNext':
      return dates.anniversaryInNext(value as number);
    case 'lessThanAgo':
    case 'moreThanAgo':
      return dates[operator as 'lessThanAgo'](lengthText(value as Duration));
    case 'inNext':
    case 'updatedWithin':
    case 'notUpdatedWithin': {
      const { amount, unit } = value as Duration;
      return dates[operator as 'inNext'](dates.span(amount, unit));
    }
    case 'betweenAgo': {
      const { from, to, unit } = value as DurationRange;
      return dates.betweenAgo(plainNumber(unit === 'month' ? from * 30 : from), dates.length(to, unit));
    }
    case 'inCurrent':
      return dates.inCurrent[value as PeriodUnit];
    case 'onWeekday':
      return dates.onWeekday((value as Weekday[]).map((day) => dates.weekdays[day]).join(dates.or));
    default:
      return null;
  }
}

function operandText(value: Operand | undefined, format: NumberFormat): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return ` “${value}”`;
  if (typeof value === 'number') return ` ${format(value)}`;
  if (!Array.isArray(value)) return ` ${JSON.stringify(value)}`;
  if (typeof value[0] === 'number') return ` ${words.joinRange(format(value[0]), format(value[1] as number))}`;
  return ` ${(value as string[]).map((entry) => `“${entry}”`).join(', ')}`;
}

function timeOfDay(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(Math.floor(minutes % 60)).padStart(2, '0')}`;
}
