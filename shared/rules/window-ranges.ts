import type { Series } from '../profile/series.ts';
import { exactCount, timeAt } from '../profile/series.ts';
import { everRange, hasFolded, lastIn, oldestCounted, type TimeRange } from '../profile/series-statistics.ts';
import { dayOf, startOfDay } from './calendar.ts';
import type { Clock } from './date-test.ts';
import { type PeriodUnit, parseDay, startOfPeriod } from './day.ts';
import { type Evaluation, noteUntil, seriesOf } from './evaluation.ts';
import { sessionMeasure } from './measure-of.ts';
import type { CompiledWindow } from './program.ts';
import type { CalendarPeriod } from './window.ts';

const periods = {
  today: ['day', 0],
  yesterday: ['day', -1],
  thisWeek: ['week', 0],
  lastWeek: ['week', -1],
  thisMonth: ['month', 0],
  lastMonth: ['month', -1],
  thisYear: ['year', 0],
  lastYear: ['year', -1],
} as const satisfies Record<CalendarPeriod, readonly [PeriodUnit, number]>;

/** A session lasts at most this long. */
const maxSessionMs = 86_400_000;

type SessionWindow = Extract<CompiledWindow, { kind: 'session' }>;

/** A window at one moment. Several ranges only for "any one session", which holds if it does in one of them. */
export function rangesOf(window: CompiledWindow, evaluation: Evaluation): TimeRange[] {
  if (isOfSessions(window)) return sessionRanges(window.which, evaluation);
  return [rangeOf(window, { now: evaluation.now, zone: evaluation.table.timeZone })];
}

/** Does it take the visitor to say where the window lies? */
export function isOfSessions(window: CompiledWindow): window is SessionWindow {
  return typeof window === 'object' && window?.kind === 'session';
}

/** A window that lies at the same place for everybody. */
export function rangeOf(window: Exclude<CompiledWindow, SessionWindow>, clock: Clock): TimeRange {
  if (window === null) return everRange;
  // Nothing lies in the future: an event's time is at most that of its commit.
  if (typeof window === 'number') return { from: clock.now - window, to: Infinity };
  const dayStart = (day: string, after = 0) => startOfDay(clock.zone, (parseDay(day) ?? Number.NaN) + after);
  switch (window.kind) {
    case 'calendar': {
      const [unit, offset] = periods[window.period];
      return { from: periodStart(unit, offset, clock), to: periodStart(unit, offset + 1, clock) };
    }
    case 'between':
      return { from: dayStart(window.from), to: dayStart(window.to, 1) };
    case 'since':
      return { from: dayStart(window.from), to: Infinity };
  }
}

/** Notes when time alone changes which of these occurrences lie in the window. */
export function noteWindow(window: CompiledWindow, series: Series | undefined, evaluation: Evaluation): void {
  const { now, table, trace } = evaluation;
  if (typeof window === 'number') {
    const oldest = oldestCounted(series, { from: now - window, to: Infinity });
    if (oldest !== undefined) noteUntil(trace, oldest + window + 1);
    return;
  }
  if (window === null || window.kind !== 'calendar') return;
  const [unit, offset] = periods[window.period];
  const clock = { now, zone: table.timeZone };
  const reached = { from: periodStart(unit, offset, clock), to: Infinity };
  // Without an occurrence now or to come in, the next period finds as little as this one.
  if (lastIn(series, reached)) noteUntil(trace, periodStart(unit, 1, clock));
}

function periodStart(unit: PeriodUnit, offset: number, { now, zone }: Clock): number {
  return startOfDay(zone, startOfPeriod(dayOf(zone, now), unit, offset));
}

/** A session spans from its start to the start of the next. */
function sessionRanges(which: 'this' | 'last' | 'first' | 'anyOne', evaluation: Evaluation): TimeRange[] {
  const starts = seriesOf(sessionMeasure.id, evaluation);
  if (!starts) return [];
  const count = exactCount(starts);
  const session = (index: number): TimeRange[] => {
    if (index < 0 || index >= count) return [];
    return [{ from: timeAt(starts, index), to: index + 1 < count ? timeAt(starts, index + 1) : Infinity }];
  };
  switch (which) {
    case 'this':
      return session(count - 1);
    case 'last':
      return session(count - 2);
    case 'first': {
      if (starts.first === undefined) return session(0);
      // Its successor is folded: it ended at the latest when sessions have to.
      evaluation.trace.approximate = true;
      return [{ from: starts.first, to: Math.min(starts.first + maxSessionMs, timeAt(starts, 0)) }];
    }
    case 'anyOne': {
      if (hasFolded(starts, everRange)) evaluation.trace.approximate = true;
      return Array.from({ length: count }, (_, index) => session(index)).flat();
    }
  }
}
