import { Text } from '@mantine/core';
import { createContext, useContext } from 'react';
import { formatNumber } from '../formats.ts';
import { words } from '../words.ts';

/** What each row keeps, by its key: it alone, and together with the rows before it. Empty while that is not known. */
export const PartCounts = createContext<ReadonlyMap<string, { alone: number; kept: number }>>(new Map());

/** What one row or group keeps. */
export function PartCount({ nodeKey }: { nodeKey: string }) {
  const count = useContext(PartCounts).get(nodeKey);
  if (!count) return null;
  const alone = formatNumber(count.alone);
  return (
    <Text size="xs" c="dimmed">
      {count.kept === count.alone ? words.count.alone(alone) : words.count.kept(formatNumber(count.kept), alone)}
    </Text>
  );
}
