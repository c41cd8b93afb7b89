/**
 * When and where something was said: corrected time, then stream, batch and position. Times are fixed when a batch is
 * first committed, so this is a total order that does not depend on the order of arrival.
 */
export type Stamp = readonly [time: number, stream: string, sequence: number, index: number];

/** Negative when `a` came first, positive when `b` did, 0 for the very same event. */
export function compareStamps(a: Stamp, b: Stamp): number {
  if (a[0] !== b[0]) return a[0] - b[0];
  if (a[1] !== b[1]) return a[1] < b[1] ? -1 : 1;
  return a[2] - b[2] || a[3] - b[3];
}
