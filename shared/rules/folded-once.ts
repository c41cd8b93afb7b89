import { folded } from './operators/matches.ts';
import type { FactValue } from './residual-shape.ts';

/** `folded`, sooner for what is folded already, as most stored values are. */
export function foldedOnce(value: FactValue): FactValue {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return isPlain(value) ? value : folded(value);
  return value.every(isPlain) ? value : folded(value);
}

/** By code: 1 of what folding leaves as it is, in ASCII. */
const plain = new Uint8Array(0x80).map((_, code) =>
  Number(code >= 0x20 && code < 0x7f && !(code >= 0x41 && code <= 0x5a)),
);

/** Is it folded for certain: lower case of ASCII with no blank at the ends? */
function isPlain(text: string): boolean {
  const { length } = text;
  for (let index = 0; index < length; index += 1) if (plain[text.charCodeAt(index)] !== 1) return false;
  return length === 0 || (text.charCodeAt(0) !== 0x20 && text.charCodeAt(length - 1) !== 0x20);
}
