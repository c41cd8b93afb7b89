/** Between moments and what a clock on the wall of a time zone shows, as `<input type="datetime-local">` writes it. */

/** `2026-11-22T09:30` in the zone; an empty text for no moment. */
export function wallTimeOf(moment: number | undefined, timeZone: string): string {
  return moment === undefined ? '' : new Date(moment + offsetMs(moment, timeZone)).toISOString().slice(0, 16);
}

/**
 * The moment (epoch ms) at which the zone's clocks show this; null for a text that is no date. A time that the spring change skips
 * becomes the one an hour later, one that autumn repeats the first of both.
 */
export function momentOf(wallTime: string, timeZone: string): number | null {
  const asUtc = Date.parse(`${wallTime}Z`);
  if (Number.isNaN(asUtc)) return null;
  const before = asUtc - offsetMs(asUtc - 86_400_000, timeZone);
  if (wallTimeOf(before, timeZone) === wallTime) return before;
  const after = asUtc - offsetMs(asUtc + 86_400_000, timeZone);
  return wallTimeOf(after, timeZone) === wallTime ? after : before;
}

/** How far the zone's clocks are ahead of UTC at a moment. */
function offsetMs(moment: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(moment);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value);
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return shown - Math.floor(moment / 1_000) * 1_000;
}
