import { Text } from '@mantine/core';
import { rowNotes, useRowNote } from './row-notes.ts';

/** What is wrong with each row or group, by its key. */
export const RuleFaults = rowNotes<string[]>();

/** What is wrong with one. What was not typed yet is no mistake yet. */
export function RowFaults({ nodeKey, isWaiting }: { nodeKey: string; isWaiting: boolean }) {
  const wrong = useRowNote(RuleFaults, nodeKey) ?? [];
  return wrong.map((detail) => (
    <Text
      key={detail}
      size="sm"
      c={isWaiting ? 'dimmed' : 'var(--mantine-color-error)'}
      {...(!isWaiting && { 'data-fault': true })}
    >
      {detail}
    </Text>
  ));
}
