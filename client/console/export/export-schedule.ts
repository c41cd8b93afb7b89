import type { ExportSettings } from '../../../shared/schema/export.ts';
import { exportWords } from './export-words.ts';

/** `04:30` for minute 270 of a day. */
export function timeOfMinute(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

/** The minute of the day of `04:30`; null while it is being typed. */
export function minuteOfTime(time: string): number | null {
  const [hours, minutes] = time.split(':').map(Number);
  return hours === undefined || minutes === undefined || Number.isNaN(hours + minutes) ? null : hours * 60 + minutes;
}

/** When an export is made, e.g. `Every Monday at 04:30`. */
export function scheduleSentence({ schedule }: Pick<ExportSettings, 'schedule'>): string {
  if (!schedule) return exportWords.whens.asked;
  return exportWords.at(exportWords.whens[schedule.every], timeOfMinute(schedule.minute));
}
