import { ActionIcon, Group, Menu } from '@mantine/core';
import { type Dispatch, memo } from 'react';
import { Icon } from '../shell/icon.tsx';
import type { TreeEdit } from './edit-tree.ts';
import { ruleWords } from './rule-words.ts';

interface RowMenuProps {
  nodeKey: string;
  edit: Dispatch<TreeEdit>;
  isFirst: boolean;
  isLast: boolean;
}

/** What can be done with a row or group as a whole. */
export const RowMenu = memo(function RowMenu({ nodeKey: key, edit, isFirst, isLast }: RowMenuProps) {
  return (
    <Group gap={2} wrap="nowrap">
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" c="dimmed" size="lg" aria-label={ruleWords.more}>
            <Icon name="more" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<Icon name="up" />}
            disabled={isFirst}
            onClick={() => edit({ kind: 'move', key, by: -1 })}
          >
            {ruleWords.up}
          </Menu.Item>
          <Menu.Item
            leftSection={<Icon name="down" />}
            disabled={isLast}
            onClick={() => edit({ kind: 'move', key, by: 1 })}
          >
            {ruleWords.down}
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="copy" />} onClick={() => edit({ kind: 'duplicate', key })}>
            {ruleWords.duplicate}
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="wrap" />} onClick={() => edit({ kind: 'wrap', key })}>
            {ruleWords.wrap}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="dimmed"
        size="lg"
        aria-label={ruleWords.remove}
        onClick={() => edit({ kind: 'remove', key })}
      >
        <Icon name="remove" />
      </ActionIcon>
    </Group>
  );
});
