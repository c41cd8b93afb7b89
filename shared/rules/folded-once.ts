import { folded } from './operators/matches.ts';
import type { FactValue } from './residual-shape.ts';

/** `folded`, sooner for what is folded already, as most stored values are. */
export function foldedOnce(value: FactValue): FactValue {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return isPlain(value) ? value : folded(value);
  return value.every(isPlain) ? value : folded(value);
}

/** Is it folded for certain: lower case of ASCII with no blank at the ends? */
export function isPlain(text: string): boolean {
  const last = text.length - 1;
  for (let index = 0; index <= last; index += 1) {
    const code = text.charCodeAt(index);
    const isInner = index > 0 && index < last;
    if (code > 0x7e || code < 0x20 || (code >= 0x41 && code <= 0x5a) || (code === 0x20 && !isInner)) return false;
  }
  return true;
}
