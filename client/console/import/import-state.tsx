import { Badge, Group } from '@mantine/core';
import type { ImportRow } from '../api.ts';
import { importWords } from './import-words.ts';

const colors = { uploading: 'gray', running: 'pine', done: 'pine', cancelled: 'gray', failed: 'red' } as const;

/** How an import stands, and whether it only checks. */
export function ImportState({ one: { state, settings } }: { one: Pick<ImportRow, 'state' | 'settings'> }) {
  return (
    <Group gap={6} wrap="nowrap">
      <Badge variant={state === 'running' ? 'filled' : 'outline'} color={colors[state]} tt="none">
        {importWords.states[state]}
      </Badge>
      {settings.dryRun && (
        <Badge variant="outline" color="gray" tt="none">
          {importWords.dryRun}
        </Badge>
      )}
    </Group>
  );
}
