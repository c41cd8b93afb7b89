import { type Day, dayMs } from './day.ts';

/**
 * Time zones, over the platform's own database (`Intl.DateTimeFormat`). A local day is the span from the first moment whose
 * local date is that day or later to the first moment of the next, so days never overlap, a day that a zone skipped
 * (Pacific/Apia, 2011-12-30) is empty, and an hour that is repeated belongs to one day.
 */

/** Years 1 to 9999. A number outside is no moment. */
const firstMoment = -62_135_596_800_000;
const lastMoment = 253_402_300_799_999;

/** Is it a moment of these years? A day's room on both sides, so that the days beside it exist too. */
export function isPossibleMoment(at: number): boolean {
  return at > firstMoment + dayMs && at < lastMoment - dayMs;
}

/** Spans of one UTC day in which the offset is constant, as `before` up to `at`, then `after`. */
interface OffsetDay {
  before: number;
  at: number;
  after: number;
  /** Once somebody asked. */
  isSteady?: boolean;
}

interface Zone {
  format: Intl.DateTimeFormat;
  days: Map<number, OffsetDay>;
}

const zones = new Map<string, Zone>();
/** A profile's dates spread over a few hundred days; the map begins anew beyond this. */
const maxCachedDays = 4_096;

/** Is it a zone that this platform knows? */
export function isTimeZone(name: string): boolean {
  try {
    zoneOf(name);
    return true;
  } catch {
    return false;
  }
}

/** Local time minus UTC, in ms. Throws a RangeError for an unknown zone. */
export function offsetMs(zone: string, at: number): number {
  const { before, at: change, after } = offsetDay(zoneOf(zone), Math.floor(at / dayMs));
  return at < change ? before : after;
}

/** The first moment at which the zone's clocks show `localMs` (ms as if local time were UTC) or later. */
function firstInstantAt(zone: string, localMs: number): number {
  // Offsets lie between −12 and +14 hours, with a margin for odd ones of the past; two changes never come within a day.
  const early = localMs - 15 * 3_600_000;
  const late = localMs + 16 * 3_600_000;
  const before = offsetMs(zone, early);
  const after = offsetMs(zone, late);
  if (before === after) return localMs - before;
  const change = changeBetween(zoneOf(zone), early, late);
  if (localMs - before < change) return localMs - before;
  return Math.max(change, localMs - after);
}

/** First moment of a local day. */
export function startOfDay(zone: string, day: Day): number {
  return firstInstantAt(zone, day * dayMs);
}

/** The local day that a moment lies in. */
export function dayOf(zone: string, at: number): Day {
  const known = zoneOf(zone);
  const utcDay = Math.floor(at / dayMs);
  const found = offsetDay(known, utcDay);
  found.isSteady ??= isSteady(found, offsetDay(known, utcDay - 1));
  if (found.isSteady) return Math.floor((at + found.before) / dayMs);
  const day = Math.floor((at + offsetMs(zone, at)) / dayMs);
  // Clocks that are set back over midnight show the old date again; the new day has begun all the same.
  return startOfDay(zone, day + 1) <= at ? day + 1 : day;
}

/** Was the clock not set on that day, nor on the one before? Nobody sets it back by more than a day. */
function isSteady(day: OffsetDay, yesterday: OffsetDay): boolean {
  return day.before === day.after && yesterday.before === day.before && yesterday.after === day.before;
}

/** Minutes since local midnight as the clock on the wall shows them, 0 to 1439. */
export function minutesOfDay(zone: string, at: number): number {
  const local = at + offsetMs(zone, at);
  return Math.floor((local - Math.floor(local / dayMs) * dayMs) / 60_000);
}

/** The next moment after `at`, within two days, at which the zone's offset changes; `Infinity` when there is none. */
export function nextOffsetChange(zone: string, at: number): number {
  const until = at + 2 * dayMs;
  return offsetMs(zone, at) === offsetMs(zone, until) ? Infinity : changeBetween(zoneOf(zone), at, until);
}

function zoneOf(name: string): Zone {
  let zone = zones.get(name);
  if (!zone) {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    zone = { format, days: new Map() };
    zones.set(name, zone);
  }
  return zone;
}

function offsetDay(zone: Zone, utcDay: number): OffsetDay {
  let found = zone.days.get(utcDay);
  if (!found) {
    const [from, to] = [utcDay * dayMs, (utcDay + 1) * dayMs];
    const [before, after] = [readOffset(zone, from), readOffset(zone, to)];
    found = { before, after, at: before === after ? from : changeBetween(zone, from, to) };
    if (zone.days.size >= maxCachedDays) zone.days.clear();
    zone.days.set(utcDay, found);
  }
  return found;
}

/** The moment in (from, to] from which the offset is that of `to`. */
function changeBetween(zone: Zone, from: number, to: number): number {
  const target = readOffset(zone, to);
  let [low, high] = [Math.floor(from / 1_000), Math.ceil(to / 1_000)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (readOffset(zone, middle * 1_000) === target) high = middle;
    else low = middle;
  }
  return high * 1_000;
}

function readOffset(zone: Zone, at: number): number {
  const whole = Math.floor(at / 1_000) * 1_000;
  const part: Record<string, number> = {};
  let beforeChrist = false;
  for (const { type, value } of zone.format.formatToParts(whole)) {
    if (type === 'era') beforeChrist = value.startsWith('B');
    else part[type] = Number(value);
  }
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  const local = new Date(0);
  local.setUTCFullYear(beforeChrist ? 1 - year : year, month - 1, day);
  local.setUTCHours(hour, minute, second);
  return local.getTime() - whole;
}
