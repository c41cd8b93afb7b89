import type { Snapshot } from './snapshot.ts';

/** Room for 200 full series; even all in three-byte characters it fits the 2 MB that D1 takes in a row. Characters of JSON. */
export const maxSnapshotLength = 524_288;

/** How many attributes one profile may carry. */
const maxAttributes = 200;

/**
 * Whether what was added to a profile is more than it may hold. It is then refused as a whole: a value dropped here and kept there would make
 * the profile depend on the order of its batches. `without`: the profile as it is without the addition; what merging made too many is no fault of a batch.
 */
export function isTooMuch(snapshot: Snapshot, text: string, without: () => Snapshot): boolean {
  if (text.length > maxSnapshotLength) return true;
  const count = countAttributes(snapshot);
  return count > maxAttributes && count > countAttributes(without());
}

function countAttributes({ attributes }: Snapshot): number {
  return Object.keys(attributes).length;
}
