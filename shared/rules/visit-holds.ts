import { dayOf, isTimeZone, minutesOfDay, nextOffsetChange, offsetMs, startOfDay } from './calendar.ts';
import { dayMs, weekdayOf } from './day.ts';
import { type Evaluation, mayUse, noteUntil } from './evaluation.ts';
import type { Cut, Intervals } from './intervals.ts';
import { numberIntervals } from './number-intervals.ts';
import { compare } from './operators/matches.ts';
import type { Predicate } from './program.ts';

/** Facts of the visit that the edge makes from the profile, the request's zone and the clock. */
export function visitHolds(
  [, fact, operator, value]: Extract<Predicate, readonly ['visit', ...unknown[]]>,
  evaluation: Evaluation,
): boolean {
  const { facts, now, table, trace } = evaluation;
  switch (fact) {
    case 'visitor': {
      if (!mayUse(table.purposes.sessions ?? 'personalisation', evaluation)) return false;
      const { sessions } = facts.attributes;
      const visitor = typeof sessions === 'number' && sessions >= 2 ? 'returning' : 'new';
      return compare(visitor, operator, value);
    }
    case 'localTimeMinutes': {
      const zone = visitorZone(evaluation);
      noteUntil(trace, nextTurn(numberIntervals(operator, value) ?? [], zone, now));
      return compare(minutesOfDay(zone, now), operator, value);
    }
    case 'localWeekday': {
      const zone = visitorZone(evaluation);
      const today = dayOf(zone, now);
      noteUntil(trace, startOfDay(zone, today + 1));
      return compare(weekdayOf(today), operator, value);
    }
    case 'landingUrl':
    case 'device':
      // Compiled to the attributes of the same meaning.
      return false;
  }
}

/** The visitor's zone as the request told it, else the site's. */
export function visitorZone({ facts, table }: Pick<Evaluation, 'facts' | 'table'>): string {
  const { time_zone: told } = facts.attributes;
  return typeof told === 'string' && isTimeZone(told) ? told : table.timeZone;
}

/** The next moment at which the clock on the wall enters or leaves the minutes, begins a day, or jumps. */
function nextTurn(intervals: Intervals, zone: string, now: number): number {
  const turning = ([value, side]: Cut) => (side === 0 ? Math.ceil(value) : Math.floor(value) + 1);
  const minutes = [0, ...intervals.flat().map(turning)];
  const offset = offsetMs(zone, now);
  const today = Math.floor((now + offset) / dayMs);
  // By the clock as it runs now: should it be set before that, then that is the turn.
  const turns = [today, today + 1].flatMap((day) =>
    minutes.filter((minute) => minute >= 0 && minute < 1_440).map((minute) => day * dayMs + minute * 60_000 - offset),
  );
  return Math.min(nextOffsetChange(zone, now), ...turns.filter((turn) => turn > now));
}
