import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { type Dispatch, memo } from 'react';
import type { Vocabulary } from '../../../shared/rules/vocabulary.ts';
import { ConditionRow } from './condition-row.tsx';
import { newCondition, newGroup, type TreeEdit } from './edit-tree.ts';
import { ExcludeMark } from './exclude-mark.tsx';
import { PartCount } from './part-counts.tsx';
import { RowFaults } from './row-faults.tsx';
import { RowMenu } from './row-menu.tsx';
import { RowMark } from './row-verdict.tsx';
import type { GroupNode } from './rule-tree.ts';
import { ruleWords } from './rule-words.ts';

interface GroupBoxProps {
  node: GroupNode;
  edit: Dispatch<TreeEdit>;
  vocabulary: Vocabulary;
  /** Absent at the root, which cannot be moved or removed. */
  position?: 'first' | 'last' | 'only' | 'between';
}

/** "All of" or "any of" some rows and groups. The switch is hidden while there is nothing to join. */
export const GroupBox = memo(function GroupBox({ node, edit, vocabulary, position }: GroupBoxProps) {
  const { key, children } = node;
  const last = children.length - 1;

  return (
    <Stack
      className="console-group"
      gap="xs"
      p="sm"
      role="group"
      aria-label={ruleWords.group}
      data-row={key}
      {...(node.exclude && { 'data-exclude': true })}
    >
      <GroupHead node={node} edit={edit} {...(position && { position })} />
      {children.length === 0 && (
        <Text size="sm" c="dimmed">
          {node.mode === 'all' ? ruleWords.emptyAll : ruleWords.emptyAny}
        </Text>
      )}
      {children.map((child, index) =>
        child.kind === 'group' ? (
          <GroupBox
            key={child.key}
            node={child}
            edit={edit}
            vocabulary={vocabulary}
            position={last === 0 ? 'only' : index === 0 ? 'first' : index === last ? 'last' : 'between'}
          />
        ) : (
          <ConditionRow
            key={child.key}
            node={child}
            edit={edit}
            vocabulary={vocabulary}
            isFirst={index === 0}
            isLast={index === last}
          />
        ),
      )}
      <RowFaults nodeKey={key} isWaiting={false} />
      <Group gap="xs">
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => edit({ kind: 'add', group: key, node: newCondition() })}
        >
          {ruleWords.addCondition}
        </Button>
        <Button variant="subtle" size="compact-sm" onClick={() => edit({ kind: 'add', group: key, node: newGroup() })}>
          {ruleWords.addGroup}
        </Button>
      </Group>
    </Stack>
  );
});

/** How the rows are joined, whether they are excluded, and what can be done with the group. The root has none of it while it holds one row. */
function GroupHead({ node, edit, position }: Omit<GroupBoxProps, 'vocabulary'>) {
  const { key, children, exclude } = node;
  const isJoin = children.length > 1;
  if (!position && !isJoin && !exclude) return null;
  return (
    <Group justify="space-between" gap="xs">
      <Group gap="xs">
        <RowMark nodeKey={key} />
        {isJoin && (
          <SegmentedControl
            size="xs"
            aria-label={ruleWords.join}
            data={[
              { value: 'all', label: ruleWords.all },
              { value: 'any', label: ruleWords.any },
            ]}
            value={node.mode}
            onChange={(mode) => edit({ kind: 'set', key, mode: mode === 'any' ? 'any' : 'all' })}
          />
        )}
      </Group>
      <Group gap={4} px="xs">
        {position && <PartCount nodeKey={key} />}
        <ExcludeMark nodeKey={key} excluded={exclude} edit={edit} />
        {position && (
          <RowMenu
            nodeKey={key}
            edit={edit}
            isFirst={position === 'first' || position === 'only'}
            isLast={position === 'last' || position === 'only'}
          />
        )}
      </Group>
    </Group>
  );
}
