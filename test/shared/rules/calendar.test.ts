import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { dayOf, isTimeZone, minutesOfDay, nextOffsetChange, startOfDay } from '../../../shared/rules/calendar.ts';
import { anniversaryIn, dayOfDate, parseDay, startOfPeriod, weekdayOf } from '../../../shared/rules/day.ts';
import { dateText, wallText } from '../../support/naive-date.ts';

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Tehran',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Auckland',
  'Pacific/Kiritimati',
  'America/Havana',
];
const zone = fc.constantFrom(...zones);
const moment = fc.integer({ min: Date.UTC(2012, 0), max: Date.UTC(2035, 0) });
const runs = { numRuns: 3_000 };

it('reads the date and the minute that the wall shows', () => {
  fc.assert(
    fc.property(zone, moment, (name, at) => {
      expect(dayOf(name, at)).toBe(parseDay(dateText(at, name)));
      const [hour, minute] = wallText(at, name).slice(11).split(':').map(Number) as [number, number];
      expect(minutesOfDay(name, at)).toBe(hour * 60 + minute);
    }),
    runs,
  );
});

it('days follow one another without gap or overlap, and begin where their date begins', () => {
  fc.assert(
    fc.property(zone, moment, (name, at) => {
      const day = dayOf(name, at);
      const [first, end] = [startOfDay(name, day), startOfDay(name, day + 1)];
      expect(first <= at && at < end).toBe(true);
      expect([dayOf(name, first), dayOf(name, first - 1)]).toEqual([day, day - 1]);
      expect([22.5, 23, 23.5, 24, 24.5, 25]).toContain((end - first) / 3_600_000);
    }),
    runs,
  );
});

it('a clock set back over midnight does not bring the old day back', () => {
  // Until 2011 St. John's went from 00:01 to 23:01.
  const name = 'America/St_Johns';
  const first = startOfDay(name, parseDay('2010-11-07') as number);
  expect(new Date(first).toISOString()).toBe('2010-11-07T02:30:00.000Z');
  for (const minutes of [0, 1, 30, 60, 61]) expect(dayOf(name, first + minutes * 60_000)).toBe(parseDay('2010-11-07'));
});

it('knows the next change of clocks within two days', () => {
  const change = Date.parse('2026-10-25T01:00:00Z');
  expect(nextOffsetChange('Europe/Berlin', change - 86_400_000)).toBe(change);
  expect(nextOffsetChange('Europe/Berlin', change)).toBe(Infinity);
  expect(nextOffsetChange('Asia/Kolkata', change)).toBe(Infinity);
});

it('knows zones from other words', () => {
  expect(['Europe/Berlin', 'UTC', 'Mars/Olympus', ''].map(isTimeZone)).toEqual([true, true, false, false]);
});

it('knows days that exist, weekdays, periods and leap years', () => {
  expect(
    ['2028-02-29', '2026-02-29', '2100-02-29', '2026-13-01', '2026-1-1', ' 2026-01-01'].map(
      (text) => parseDay(text) !== undefined,
    ),
  ).toEqual([true, false, false, false, false, false]);
  expect(weekdayOf(parseDay('1969-12-31') as number)).toBe('wednesday');
  const day = parseDay('2026-01-01') as number;
  expect(startOfPeriod(day, 'week')).toBe(parseDay('2025-12-29'));
  expect(startOfPeriod(day, 'month', -1)).toBe(parseDay('2025-12-01'));
  expect(startOfPeriod(day, 'year', 1)).toBe(parseDay('2027-01-01'));
  const leapDay = dayOfDate(1988, 2, 29);
  expect([2027, 2028, 2100].map((year) => anniversaryIn(year, leapDay))).toEqual(
    ['2027-02-28', '2028-02-29', '2100-02-28'].map(parseDay),
  );
});
