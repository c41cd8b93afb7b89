const fractionDigits = new Map<string, number>();

function digitsOf(currency: string): number {
  let digits = fractionDigits.get(currency);
  if (digits === undefined) {
    digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    fractionDigits.set(currency, digits);
  }
  return digits;
}

/** Major units, as shops write them, to integer minor units: 12.5 EUR is 1250, 1200 JPY is 1200. */
export function toMinor(major: number, currency: string): number {
  return Math.round(major * 10 ** digitsOf(currency));
}

/** Minor units to major ones, for showing only. */
export function toMajor(minor: number, currency: string): number {
  return minor / 10 ** digitsOf(currency);
}
