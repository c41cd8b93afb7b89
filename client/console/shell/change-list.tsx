import { Stack, Text } from '@mantine/core';
import { formatList } from '../formats.ts';
import { settingsWords } from '../settings/settings-words.ts';

const text = settingsWords.audit;

/** One thing that changed, in words or as JSON; null where there was or is nothing. */
export interface Change {
  what: string;
  before: string | null;
  after: string | null;
}

/** What was changed, one line for each field. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  return (
    <Stack gap={2}>
      {changes.map(({ what, before: was, after: is }) => (
        <Text key={what} size="sm" style={{ overflowWrap: 'anywhere' }}>
          {text.change(text.fields[what] ?? what, valueWords(was), valueWords(is))}
        </Text>
      ))}
    </Stack>
  );
}

/** A stored value as words: a list of plain values without its brackets; the log keeps the rest as it was written. */
function valueWords(stored: string | null): string {
  if (stored === null) return text.nothing;
  if (!stored.startsWith('[')) return stored;
  try {
    const items = JSON.parse(stored) as unknown[];
    if (items.length === 0) return text.nothing;
    return items.every((item) => typeof item === 'string') ? formatList(items, 'conjunction') : stored;
  } catch {
    // Cut short, as long values are.
    return stored;
  }
}
