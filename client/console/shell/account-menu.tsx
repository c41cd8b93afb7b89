import { Avatar, Menu, Text, UnstyledButton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { answer, api, type Session } from '../api.ts';
import { mayLeave } from '../unsaved.ts';
import { words } from '../words.ts';
import { Icon } from './icon.tsx';

export function AccountMenu({ user }: { user: Session['user'] }) {
  const queries = useQueryClient();
  const [, navigate] = useLocation();

  async function signOut() {
    if (!mayLeave()) return;
    await answer(api.session.$delete());
    queries.clear();
    navigate('/sign-in');
  }

  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <UnstyledButton aria-label={words.account.label(user.name)}>
          <Avatar color="pine" variant="filled" radius="xl" size={32}>
            <Icon name="profiles" />
          </Avatar>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)" truncate>
            {user.name}
          </Text>
          <Text size="xs" truncate>
            {user.email}
          </Text>
          <Text size="xs">{words.account.roles[user.role]}</Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item onClick={signOut}>{words.account.signOut}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
