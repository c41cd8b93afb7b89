import { dayOf, offsetMs, startOfDay } from '../../../shared/rules/calendar.ts';
import { dateOfDay, weekdayOf } from '../../../shared/rules/day.ts';
import type { ExportSettings } from '../../../shared/schema/export.ts';

/** When an export is made next after a moment (epoch ms), by the clock of a zone; null without a schedule. */
export function nextRun({ schedule }: Pick<ExportSettings, 'schedule'>, after: number, zone: string): number | null {
  if (!schedule) return null;
  for (let day = dayOf(zone, after); ; day += 1) {
    const start = startOfDay(zone, day);
    const elapsed = start + schedule.minute * 60_000;
    // On a day on which the clock is set, the time on the wall is what was asked for.
    const at = elapsed + offsetMs(zone, start) - offsetMs(zone, elapsed);
    if (at > after && isDay(schedule.every, day)) return at;
  }
}

/** A week begins on Monday, a month on its first day. */
function isDay(every: 'day' | 'week' | 'month', day: number): boolean {
  if (every === 'week') return weekdayOf(day) === 'monday';
  return every === 'day' || dateOfDay(day).dayOfMonth === 1;
}
