import { Button } from '@mantine/core';
import { ruleWords } from './rule-words.ts';

/** Turns a row or a group into its opposite. */
export function ExcludeMark({ excluded, onChange }: { excluded: boolean; onChange: (excluded: boolean) => void }) {
  return (
    <Button
      size="compact-sm"
      variant={excluded ? 'filled' : 'default'}
      color={excluded ? 'red.9' : 'gray'}
      aria-pressed={excluded}
      onClick={() => onChange(!excluded)}
      fw={500}
    >
      {excluded ? ruleWords.excluded : ruleWords.exclude}
    </Button>
  );
}
