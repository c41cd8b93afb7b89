import { Button } from '@mantine/core';
import { type Dispatch, memo } from 'react';
import type { TreeEdit } from './edit-tree.ts';
import { ruleWords } from './rule-words.ts';

interface ExcludeMarkProps {
  nodeKey: string;
  excluded: boolean;
  edit: Dispatch<TreeEdit>;
}

/** Turns a row or a group into its opposite. */
export const ExcludeMark = memo(function ExcludeMark({ nodeKey: key, excluded, edit }: ExcludeMarkProps) {
  return (
    <Button
      size="compact-sm"
      variant={excluded ? 'filled' : 'default'}
      color={excluded ? 'red.9' : 'gray'}
      aria-pressed={excluded}
      onClick={() => edit({ kind: 'set', key, exclude: !excluded })}
      fw={500}
    >
      {excluded ? ruleWords.excluded : ruleWords.exclude}
    </Button>
  );
});
