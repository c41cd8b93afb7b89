import { ActionIcon, Group, Tooltip } from '@mantine/core';
import { memo } from 'react';
import { Icon } from '../shell/icon.tsx';
import { ruleWords } from './rule-words.ts';
import type { RuleDraft } from './use-rule-draft.ts';

/** Takes steps back and again; the keys are those of `useRuleKeys`. */
export const HistoryButtons = memo(function HistoryButtons({ undo, redo }: Pick<RuleDraft, 'undo' | 'redo'>) {
  return (
    <Group gap={4} wrap="nowrap" data-history>
      <HistoryButton label={ruleWords.undo} keys={ruleWords.undoKeys} icon="undo" act={undo} />
      <HistoryButton label={ruleWords.redo} keys={ruleWords.redoKeys} icon="redo" act={redo} />
    </Group>
  );
});

interface HistoryButtonProps {
  label: string;
  keys: string;
  icon: 'undo' | 'redo';
  act: (() => void) | undefined;
}

function HistoryButton({ label, keys, icon, act }: HistoryButtonProps) {
  return (
    <Tooltip label={`${label} (${keys})`}>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={label}
        aria-disabled={!act}
        {...(!act && { 'data-disabled': true })}
        onClick={() => act?.()}
      >
        <Icon name={icon} />
      </ActionIcon>
    </Tooltip>
  );
}
