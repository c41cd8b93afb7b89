import { Badge, Tooltip } from '@mantine/core';
import type { SegmentRow } from '../api.ts';
import { words } from '../words.ts';

const looks = {
  draft: { color: 'gray', variant: 'outline' },
  published: { color: 'pine', variant: 'outline' },
  changed: { color: 'pine', variant: 'filled' },
} as const;

/** Whether what is edited is what visitors get; the tooltip explains it. */
export function StateBadge({ state }: { state: SegmentRow['state'] }) {
  return (
    <Tooltip label={words.stateHelp[state]} multiline maw={260}>
      <Badge {...looks[state]} tt="none">
        {words.state[state]}
      </Badge>
    </Tooltip>
  );
}
