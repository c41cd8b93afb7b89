/**
 * Sets of numbers as half-open intervals between *cuts*: a cut lies just before a number (`[5, 0]`) or just after it (`[5, 1]`), so
 * that open and closed ends need no other care.
 */
export type Cut = readonly [value: number, side: 0 | 1];
export type Interval = readonly [from: Cut, to: Cut];

/** Ascending, disjoint. */
export type Intervals = readonly Interval[];

const lowest: Cut = [-Infinity, 0];
const highest: Cut = [Infinity, 1];

export const allNumbers: Intervals = [[lowest, highest]];

export const atLeast = (value: number): Intervals => [[[value, 0], highest]];
export const moreThan = (value: number): Intervals => [[[value, 1], highest]];
export const atMost = (value: number): Intervals => [[lowest, [value, 1]]];
export const lessThan = (value: number): Intervals => [[lowest, [value, 0]]];
export const between = (low: number, high: number): Intervals => [
  [
    [low, 0],
    [high, 1],
  ],
];

export function intersection(a: Intervals, b: Intervals): Intervals {
  return a.flatMap(([from, to]) =>
    b.flatMap(([otherFrom, otherTo]): Interval[] => {
      const start = isBefore(from, otherFrom) ? otherFrom : from;
      const end = isBefore(to, otherTo) ? to : otherTo;
      return isBefore(start, end) ? [[start, end]] : [];
    }),
  );
}

export function complement(set: Intervals): Intervals {
  const gaps: Interval[] = [];
  let from = lowest;
  for (const [start, end] of set) {
    if (isBefore(from, start)) gaps.push([from, start]);
    from = end;
  }
  if (isBefore(from, highest)) gaps.push([from, highest]);
  return gaps;
}

function isBefore(a: Cut, b: Cut): boolean {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}
