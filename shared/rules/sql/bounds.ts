/**
 * What SQL can say of a condition: two expressions that are 0 or 1 for every row, never NULL. Where `lower` is 1 the condition holds,
 * where `upper` is 0 it does not, and where they differ only `match` can tell. Equal texts: SQL alone decides.
 */
export interface Bounds {
  lower: string;
  upper: string;
}

/** SQL alone decides. */
export function exactly(sql: string): Bounds {
  return { lower: sql, upper: sql };
}

/** Never known to hold; known not to where `maybe` is 0. */
export function atMost(maybe: string): Bounds {
  return { lower: '0', upper: maybe };
}

export const unknown: Bounds = atMost('1');

export function isExact({ lower, upper }: Bounds): boolean {
  return lower === upper;
}

export function not({ lower, upper }: Bounds): Bounds {
  return { lower: complement(upper), upper: complement(lower) };
}

export function joined(connective: '&' | '|', parts: readonly Bounds[]): Bounds {
  return {
    lower: connected(
      connective,
      parts.map(({ lower }) => lower),
    ),
    upper: connected(
      connective,
      parts.map(({ upper }) => upper),
    ),
  };
}

function complement(sql: string): string {
  if (sql === '0') return '1';
  return sql === '1' ? '0' : `NOT ${sql}`;
}

function connected(connective: '&' | '|', parts: readonly string[]): string {
  const [neutral, absorbing] = connective === '&' ? ['1', '0'] : ['0', '1'];
  if (parts.includes(absorbing)) return absorbing;
  const kept = parts.filter((part) => part !== neutral);
  return kept.length === 0 ? neutral : balanced(connective === '&' ? ' AND ' : ' OR ', kept);
}

/** D1 allows a depth of 100, and a plain chain is as deep as it is long. */
function balanced(connective: string, parts: readonly string[]): string {
  if (parts.length === 1) return parts[0] as string;
  const middle = Math.ceil(parts.length / 2);
  return `(${balanced(connective, parts.slice(0, middle))}${connective}${balanced(connective, parts.slice(middle))})`;
}
