import { ActionIcon, Group, Menu } from '@mantine/core';
import type { Dispatch } from 'react';
import { Icon } from '../shell/icon.tsx';
import { words } from '../words.ts';
import type { TreeEdit } from './edit-tree.ts';

interface RowMenuProps {
  nodeKey: string;
  edit: Dispatch<TreeEdit>;
  position: { first: boolean; last: boolean };
}

/** What can be done with a row or group as a whole. */
export function RowMenu({ nodeKey: key, edit, position }: RowMenuProps) {
  return (
    <Group gap={2} wrap="nowrap">
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" c="dimmed" size="lg" aria-label={words.rule.more}>
            <Icon name="more" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<Icon name="up" />}
            disabled={position.first}
            onClick={() => edit({ kind: 'move', key, by: -1 })}
          >
            {words.rule.up}
          </Menu.Item>
          <Menu.Item
            leftSection={<Icon name="down" />}
            disabled={position.last}
            onClick={() => edit({ kind: 'move', key, by: 1 })}
          >
            {words.rule.down}
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="copy" />} onClick={() => edit({ kind: 'duplicate', key })}>
            {words.rule.duplicate}
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="wrap" />} onClick={() => edit({ kind: 'wrap', key })}>
            {words.rule.wrap}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="dimmed"
        size="lg"
        aria-label={words.rule.remove}
        onClick={() => edit({ kind: 'remove', key })}
      >
        <Icon name="remove" />
      </ActionIcon>
    </Group>
  );
}
