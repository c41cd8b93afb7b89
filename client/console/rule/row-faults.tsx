import { Text } from '@mantine/core';
import { createContext, useContext } from 'react';

/** What is wrong with each row or group, by its key. */
export const RuleFaults = createContext<ReadonlyMap<string, string[]>>(new Map());

/** What is wrong with one. What was not typed yet is no mistake yet. */
export function RowFaults({ nodeKey, isWaiting }: { nodeKey: string; isWaiting: boolean }) {
  const wrong = useContext(RuleFaults).get(nodeKey) ?? [];
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
