import type { AcceptedBatch } from './accepted-batch.ts';
import { type ReduceContext, reduce } from './reduce.ts';
import { emptySnapshot, type Snapshot } from './snapshot.ts';

/** The profile of a history, in whatever order its batches are. */
export function rebuild(history: readonly AcceptedBatch[], context: ReduceContext): Snapshot {
  const snapshot = emptySnapshot();
  for (const batch of history) reduce(snapshot, batch, context);
  return snapshot;
}

/** Names of the parts in which a profile is not what its history makes of it. Its place in percentages is not of its history. */
export function differingParts(snapshot: Snapshot, rebuilt: Snapshot): (keyof Snapshot)[] {
  const parts = Object.keys({ ...snapshot, ...rebuilt }) as (keyof Snapshot)[];
  return parts.filter((part) => part !== 'hash' && canonical(snapshot[part]) !== canonical(rebuilt[part]));
}

/** The same content has the same text, whatever the order of keys. */
export function canonical(content: unknown): string {
  return JSON.stringify(content, (_, value) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
