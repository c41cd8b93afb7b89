import { Text } from '@mantine/core';
import { formatNumber } from '../formats.ts';
import { words } from '../words.ts';
import { rowNotes, useRowNote } from './row-notes.ts';

/** What each row keeps, by its key: it alone, and together with the rows before it. Empty while that is not known. */
export const PartCounts = rowNotes<{ alone: number; kept: number }>();

/** What one row or group keeps. */
export function PartCount({ nodeKey }: { nodeKey: string }) {
  const count = useRowNote(PartCounts, nodeKey);
  if (!count) return null;
  const alone = formatNumber(count.alone);
  return (
    <Text size="xs" c="dimmed">
      {count.kept === count.alone ? words.count.alone(alone) : words.count.kept(formatNumber(count.kept), alone)}
    </Text>
  );
}
