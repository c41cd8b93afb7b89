/**
 * Numbers as short text of fixed width, so that a profile with thousands of occurrences stays small and is parsed as fast as
 * its text. The digits ascend in ASCII: packed numbers sort as the numbers do.
 */
const digits = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';

const values = new Uint8Array(128);
for (let index = 0; index < digits.length; index += 1) values[digits.charCodeAt(index)] = index;

/** 64^7 ms after the epoch is in 2109. */
export const momentWidth = 7;
/** 30 bits: among 512 values two meet once in eight thousand times. */
export const hashWidth = 5;

/** A whole number from 0 to 64^width − 1; a larger one becomes that. */
export function pack(value: number, width: number): string {
  let rest = Math.min(Math.max(value, 0), 64 ** width - 1);
  let text = '';
  for (let index = 0; index < width; index += 1) {
    text = digits.charAt(rest % 64) + text;
    rest = Math.floor(rest / 64);
  }
  return text;
}

/** Its last digits that fit an integer of 32 bits, whose arithmetic is quicker. */
const lowDigits = 4;
const lowUnit = 64 ** lowDigits;

/** The number at a place of a row of packed ones; 0 beyond its end. */
export function unpackAt(packed: string, index: number, width: number): number {
  const end = (index + 1) * width;
  const middle = end - lowDigits;
  return digitsAt(packed, index * width, middle) * lowUnit + digitsAt(packed, middle, end);
}

function digitsAt(packed: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) value = (value << 6) | (values[packed.charCodeAt(at)] ?? 0);
  return value;
}

/** Is the number at a place at least a value? Most often its first digits tell. */
export function isAtLeast(packed: string, index: number, width: number, value: number): boolean {
  const end = (index + 1) * width;
  const high = digitsAt(packed, index * width, end - lowDigits);
  const wanted = Math.floor(value / lowUnit);
  return high === wanted ? unpackAt(packed, index, width) >= value : high > wanted;
}

/** How many of the ascending packed numbers are below a value. */
export function countBelow(packed: string, value: number, width: number): number {
  let low = 0;
  let high = packed.length / width;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (unpackAt(packed, middle, width) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The row with one more at a place. */
export function insertedAt(packed: string, index: number, one: string): string {
  const at = index * one.length;
  return packed.slice(0, at) + one + packed.slice(at);
}

export function removedAt(packed: string, index: number, width: number): string {
  return packed.slice(0, index * width) + packed.slice((index + 1) * width);
}
