import { toMajor } from '../../shared/money.ts';

/** The console speaks English, so its numbers and dates do too. */
const locale = 'en';

const integers = new Intl.NumberFormat(locale);

export function formatNumber(value: number): string {
  return integers.format(value);
}

/** With up to two digits behind the point, e.g. `1.33`. */
export function formatDecimal(value: number): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value);
}

/** A share from 0 to 1, e.g. `42%`. */
export function formatPercent(fraction: number): string {
  return new Intl.NumberFormat(locale, { style: 'percent' }).format(fraction);
}

/** A share from 0 to 1 with what is small still told, e.g. `3.2%`. */
export function formatShare(fraction: number): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(fraction);
}

const sizes = [
  ['megabyte', 1_000_000],
  ['kilobyte', 1_000],
  ['byte', 1],
] as const;

/** The size of a file, e.g. `1.4 MB`. */
export function formatBytes(bytes: number): string {
  const [unit, size] = sizes.find(([, step]) => bytes >= step) ?? (['byte', 1] as const);
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(bytes / size);
}

/** Minor units of a currency, e.g. `€80.00`. Pages send what they like: a currency that is none is written as it stands. */
export function formatMoney(minor: number, currency: string): string {
  return isCurrency(currency) ? formatMajor(toMajor(minor, currency), currency) : `${formatNumber(minor)} ${currency}`;
}

/** Major units of a currency. */
export function formatMajor(major: number, currency: string): string {
  if (!isCurrency(currency)) return `${formatNumber(major)} ${currency}`;
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(major);
}

function isCurrency(code: string): boolean {
  return /^[a-z]{3}$/i.test(code);
}

/** The last moment that a date can name. */
const maxMoment = 8.64e15;

/** A moment (epoch ms) in the site's zone; a number that is no moment stays a number. */
export function formatMoment(at: number, timeZone: string): string {
  if (Math.abs(at) > maxMoment) return formatNumber(at);
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at);
}

/** The day that a moment lies in, e.g. `Mar 3, 2026`. */
export function formatDate(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone }).format(at);
}

export function formatDay(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone }).format(at);
}

const periodFormats = {
  day: { day: 'numeric', month: 'short' },
  week: { day: 'numeric', month: 'short' },
  month: { month: 'short', year: 'numeric' },
} as const;

/** The day, week or month that begins at a moment, e.g. `3 Mar` or `Mar 2026`. */
export function formatPeriod(at: number, unit: keyof typeof periodFormats, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, { ...periodFormats[unit], timeZone }).format(at);
}

export function formatTime(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone }).format(at);
}

const steps = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** How long ago, e.g. `3 hours ago`; less than a minute is `just now`. */
export function formatAgo(at: number, now: number): string {
  const elapsedMs = now - at;
  for (const [unit, ms] of steps) {
    if (elapsedMs >= ms) return new Intl.RelativeTimeFormat(locale).format(-Math.floor(elapsedMs / ms), unit);
  }
  return 'just now';
}

/** How long, in its largest unit, e.g. `3 hours`; less than a minute is `1 minute`. */
export function formatDuration(lengthMs: number): string {
  const [unit, ms] = steps.find(([, step]) => lengthMs >= step) ?? (['minute', lengthMs] as const);
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.floor(lengthMs / ms));
}

/** `Poland` for `PL`; a code that is none stays as it is. */
export function formatCountry(code: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** `a, b or c`. */
export function formatList(parts: string[], type: 'conjunction' | 'disjunction'): string {
  return new Intl.ListFormat(locale, { type }).format(parts);
}
