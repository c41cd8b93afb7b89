import { Group, Stack } from '@mantine/core';
import { type Dispatch, type KeyboardEvent, memo } from 'react';
import type { Vocabulary } from '../../../shared/rules/vocabulary.ts';
import { ConditionFields } from './condition-fields.tsx';
import { type DraftCondition, isUnfinished } from './draft-condition.ts';
import { newCondition, type TreeEdit } from './edit-tree.ts';
import { ExcludeMark } from './exclude-mark.tsx';
import { factOf } from './fact-choices.ts';
import { FactPicker } from './fact-picker.tsx';
import { PartCount } from './part-counts.tsx';
import { RowFaults } from './row-faults.tsx';
import { RowMenu } from './row-menu.tsx';
import { RowFound, RowMark } from './row-verdict.tsx';
import type { ConditionNode } from './rule-tree.ts';
import { ruleWords } from './rule-words.ts';

interface ConditionRowProps {
  node: ConditionNode;
  edit: Dispatch<TreeEdit>;
  vocabulary: Vocabulary;
  isFirst: boolean;
  isLast: boolean;
}

/** One condition, read from left to right like the sentence it makes. Drawn again only when it is edited itself. */
export const ConditionRow = memo(function ConditionRow({ node, edit, vocabulary, isFirst, isLast }: ConditionRowProps) {
  const { condition, key, exclude } = node;
  const change = (next: DraftCondition) => edit({ kind: 'set', key, condition: next });
  return (
    <Stack
      className="console-condition"
      gap={4}
      p="xs"
      role="group"
      aria-label={ruleWords.condition}
      data-row={key}
      onKeyDown={(event) => {
        if (!isEnterAtEnd(event)) return;
        event.preventDefault();
        edit({ kind: 'follow', key, node: newCondition() });
      }}
    >
      <div className="console-row">
        <div className="console-fields">
          <RowMark nodeKey={key} />
          <FactPicker nodeKey={key} fact={factOf(condition)} edit={edit} vocabulary={vocabulary} />
          <ConditionFields condition={condition} onChange={change} vocabulary={vocabulary} />
        </div>
        <Group gap={4} wrap="nowrap" mih={36}>
          <ExcludeMark nodeKey={key} excluded={exclude} edit={edit} />
          <RowMenu nodeKey={key} edit={edit} isFirst={isFirst} isLast={isLast} />
        </Group>
      </div>
      <RowFound nodeKey={key} />
      <PartCount nodeKey={key} />
      <RowFaults nodeKey={key} isWaiting={isUnfinished(condition)} />
    </Stack>
  );
});

/** Enter in the last field of the row, unless the field itself takes it. */
function isEnterAtEnd({ key, target, currentTarget, defaultPrevented }: KeyboardEvent<HTMLElement>): boolean {
  if (key !== 'Enter' || defaultPrevented || !(target instanceof HTMLElement)) return false;
  const fields = currentTarget.querySelectorAll('input:not([type="hidden"]), select');
  return target === fields.item(fields.length - 1) && document.querySelector('[role="listbox"]') === null;
}
