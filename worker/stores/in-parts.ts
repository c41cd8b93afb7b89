/** D1 binds at most 2 MB to a statement, and a character may take three bytes. */
const maxCharacters = 600_000;

/** Splits what is written into parts that fit into one statement each; `lengthOf` answers characters of JSON. */
export function inParts<Item>(items: readonly Item[], lengthOf: (item: Item) => number): Item[][] {
  const parts: Item[][] = [];
  let length = Infinity;
  for (const item of items) {
    const own = lengthOf(item);
    if (length + own > maxCharacters) {
      parts.push([]);
      length = 0;
    }
    parts.at(-1)?.push(item);
    length += own;
  }
  return parts;
}
