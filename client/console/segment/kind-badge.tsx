import { Badge, Tooltip } from '@mantine/core';
import type { SegmentRow } from '../api.ts';
import { segmentWords } from './segment-words.ts';

/** Dynamic, list or snapshot; the tooltip explains it. */
export function KindBadge({ kind }: { kind: SegmentRow['kind'] }) {
  return (
    <Tooltip label={segmentWords.kindHelp[kind]} multiline maw={260}>
      <Badge variant="outline" color="gray" tt="none">
        {segmentWords.kinds[kind]}
      </Badge>
    </Tooltip>
  );
}
