import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import type { Dispatch } from 'react';
import type { Vocabulary } from '../../../shared/rules/vocabulary.ts';
import { words } from '../words.ts';
import { ConditionRow } from './condition-row.tsx';
import { newCondition, newGroup, type TreeEdit } from './edit-tree.ts';
import { ExcludeMark } from './exclude-mark.tsx';
import { PartCount } from './part-counts.tsx';
import { RowMenu } from './row-menu.tsx';
import type { GroupNode } from './rule-tree.ts';

interface GroupBoxProps {
  node: GroupNode;
  edit: Dispatch<TreeEdit>;
  faults: ReadonlyMap<string, string[]>;
  vocabulary: Vocabulary;
  /** Absent at the root, which cannot be moved or removed. */
  position?: { first: boolean; last: boolean };
}

/** "All of" or "any of" some rows and groups. The switch is hidden while there is nothing to join. */
export function GroupBox({ node, edit, faults, vocabulary, position }: GroupBoxProps) {
  const { key, children } = node;
  const change = (next: Partial<GroupNode>) => edit({ kind: 'replace', key, node: { ...node, ...next } });
  const wrong = faults.get(key) ?? [];

  return (
    <Stack
      className="console-group"
      gap="xs"
      p="sm"
      role="group"
      aria-label={words.rule.group}
      {...(node.exclude && { 'data-exclude': true })}
    >
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <ExcludeMark excluded={node.exclude} onChange={(exclude) => change({ exclude })} />
          {children.length > 1 && (
            <SegmentedControl
              size="xs"
              aria-label={words.rule.join}
              data={[
                { value: 'all', label: words.rule.all },
                { value: 'any', label: words.rule.any },
              ]}
              value={node.mode}
              onChange={(mode) => change({ mode: mode === 'any' ? 'any' : 'all' })}
            />
          )}
        </Group>
        {position && <PartCount nodeKey={key} />}
        {position && <RowMenu nodeKey={key} edit={edit} position={position} />}
      </Group>
      {children.length === 0 && (
        <Text size="sm" c="dimmed">
          {node.mode === 'all' ? words.rule.emptyAll : words.rule.emptyAny}
        </Text>
      )}
      {children.map((child, index) => {
        const at = { first: index === 0, last: index === children.length - 1 };
        return child.kind === 'group' ? (
          <GroupBox key={child.key} node={child} edit={edit} faults={faults} vocabulary={vocabulary} position={at} />
        ) : (
          <ConditionRow
            key={child.key}
            node={child}
            edit={edit}
            faults={faults}
            vocabulary={vocabulary}
            position={at}
          />
        );
      })}
      {wrong.map((detail) => (
        <Text key={detail} size="sm" c="var(--mantine-color-error)">
          {detail}
        </Text>
      ))}
      <Group gap="xs">
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => edit({ kind: 'add', group: key, node: newCondition() })}
        >
          {words.rule.addCondition}
        </Button>
        <Button variant="subtle" size="compact-sm" onClick={() => edit({ kind: 'add', group: key, node: newGroup() })}>
          {words.rule.addGroup}
        </Button>
      </Group>
    </Stack>
  );
}
