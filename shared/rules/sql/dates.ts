import { dayOf, startOfDay } from '../calendar.ts';
import type { Clock, PositiveDateOperator } from '../date-test.ts';
import { type Day, dayMs, type PeriodUnit, parseDay, startOfPeriod } from '../day.ts';
import type { Operand } from '../operator-names.ts';
import { type Duration, type DurationRange, durationMs, unitMs } from '../window.ts';

/** Dates for which a comparison holds now: moments (epoch ms) `from ≤ t < to`, and days, both ends included. */
export interface DateSpan {
  moments: { from: number; to: number };
  days: { from: Day; to: Day };
}

/**
 * The dates that satisfy an operator at this moment; `testDate` read the other way round. Null for those that are no one span:
 * weekdays and anniversaries.
 */
export function dateSpan(operator: PositiveDateOperator, operand: Operand, clock: Clock): DateSpan | null {
  const { now, zone } = clock;
  const today = dayOf(zone, now);
  const inDays = (from: Day, to: Day): DateSpan => ({
    moments: {
      from: from === -Infinity ? -Infinity : startOfDay(zone, from),
      to: to === Infinity ? Infinity : startOfDay(zone, to + 1),
    },
    days: { from, to },
  });
  switch (operator) {
    case 'on':
      return inDays(dayOperand(operand), dayOperand(operand));
    case 'before':
      return inDays(-Infinity, dayOperand(operand) - 1);
    case 'after':
      return inDays(dayOperand(operand) + 1, Infinity);
    case 'onOrAfter':
      return inDays(dayOperand(operand), Infinity);
    case 'onOrBefore':
      return inDays(-Infinity, dayOperand(operand));
    case 'betweenDates': {
      const [from, to] = operand as [string, string];
      return inDays(dayOperand(from), dayOperand(to));
    }
    case 'exactlyDaysAgo':
      return inDays(today - (operand as number), today - (operand as number));
    case 'inCurrent': {
      const unit = operand as PeriodUnit;
      return inDays(startOfPeriod(today, unit), startOfPeriod(today, unit, 1) - 1);
    }
    case 'lessThanAgo':
      return begunWithin({ after: now - durationMs(operand as Duration), until: now }, zone);
    case 'moreThanAgo':
      return begunWithin({ after: -Infinity, until: now - durationMs(operand as Duration) - 1 }, zone);
    case 'betweenAgo': {
      const { from, to, unit } = operand as DurationRange;
      return begunWithin({ after: now - to * unitMs[unit] - 1, until: now - from * unitMs[unit] }, zone);
    }
    case 'inNext': {
      const until = now + durationMs(operand as Duration);
      return { moments: { from: now, to: Math.floor(until) + 1 }, days: { from: today, to: dayOf(zone, until) } };
    }
    case 'onWeekday':
    case 'anniversaryInNext':
      return null;
  }
}

/** Whole ms: `after < t ≤ until`; a day counts from its first moment. */
function begunWithin({ after, until }: { after: number; until: number }, zone: string): DateSpan {
  return {
    moments: { from: Math.floor(after) + 1, to: Math.floor(until) + 1 },
    days: { from: after === -Infinity ? -Infinity : dayOf(zone, after) + 1, to: dayOf(zone, until) },
  };
}

function dayOperand(operand: Operand): Day {
  return parseDay(operand as string) ?? Number.NaN;
}

const firstDay = parseDay('0001-01-01') as Day;
const lastDay = parseDay('9999-12-31') as Day;

/** A day as a text to compare with: `''` stands before all that can be written, `':'` after. */
export function dayText(day: Day): string {
  if (day < firstDay) return '';
  return day > lastDay ? ':' : new Date(day * dayMs).toISOString().slice(0, 10);
}
