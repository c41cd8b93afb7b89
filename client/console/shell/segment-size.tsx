import { Text, Tooltip } from '@mantine/core';
import type { SegmentRow } from '../api.ts';
import { formatNumber } from '../formats.ts';
import { words } from '../words.ts';

/** How many people are in a segment, or why there is no number. */
export function SegmentSize({ size }: { size: SegmentRow['size'] }) {
  switch (size.kind) {
    case 'counted':
      return (
        <div>
          <Text fw={600} span>
            {formatNumber(size.total)}
          </Text>
          <Text size="sm" c="dimmed">
            {words.size.counted(formatNumber(size.identified), formatNumber(size.total - size.identified))}
          </Text>
          {size.counting && (
            <Text size="sm" role="status">
              {size.counting.total === null
                ? words.size.countingFirst
                : words.size.counting(formatNumber(size.counting.passed), formatNumber(size.counting.total))}
            </Text>
          )}
        </div>
      );
    case 'listed':
      return (
        <div>
          <Text fw={600} span>
            {formatNumber(size.total)}
          </Text>
          <Text size="sm" c="dimmed">
            {words.size.listed}
          </Text>
        </div>
      );
    case 'live':
      return (
        <Tooltip label={words.size.liveHelp} multiline maw={280}>
          <Text size="sm" span td="underline dotted" tabIndex={0}>
            {words.size.live}
          </Text>
        </Tooltip>
      );
    case 'unpublished':
      return (
        <Text size="sm" c="dimmed">
          {words.size.unpublished}
        </Text>
      );
  }
}
