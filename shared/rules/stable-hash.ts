/** 53 bits of FNV-1a (two 32-bit lanes with different offsets) in base 36: short, stable names for equal things. */
export function stableHash(text: string): string {
  const high = fnv1a(text, 0x811c9dc5);
  const low = fnv1a(text, 0x01000193);
  return ((high & 0x1fffff) * 2 ** 32 + low).toString(36);
}

/** FNV-1a, 32 bits, over UTF-16 code units (http://www.isthe.com/chongo/tech/comp/fnv/). */
export function fnv1a(text: string, offset = 0x811c9dc5): number {
  let hash = offset;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
