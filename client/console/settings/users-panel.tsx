import { Badge, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { DataTable } from 'mantine-datatable';
import { useState } from 'react';
import { answer, api } from '../api.ts';
import { formatMoment } from '../formats.ts';
import { Panel } from '../profile/panel.tsx';
import { useSession } from '../queries.ts';
import { Failure } from '../shell/failure.tsx';
import { Refusal } from '../shell/refusal.tsx';
import { words } from '../words.ts';
import { settingsWords } from './settings-words.ts';
import { ShownOnce } from './shown-once.tsx';
import { SureButton } from './sure-button.tsx';

const text = settingsWords.users;
const roles = ['owner', 'editor', 'viewer'] as const;
type Role = (typeof roles)[number];
const roleChoices = roles.map((value) => ({ value, label: words.account.roles[value] }));
const roleOf = (value: string | null): Role => roles.find((role) => role === value) ?? 'viewer';

/** Who may sign in; an invitation is a link to pass on. */
export function UsersPanel() {
  const { site } = useSession();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({ queryKey: ['users'], queryFn: () => answer(api.users.$get()) });
  const refresh = () => client.invalidateQueries({ queryKey: ['users'] });
  const changing = useMutation({
    mutationFn: ({ id, role }: { id: string; role: Role }) =>
      answer(api.users[':id'].$put({ param: { id }, json: { role } })),
    onSettled: refresh,
  });

  if (error) return <Failure error={error} retry={refetch} />;
  return (
    <Stack>
      <Invitation onMade={refresh} />
      <Refusal error={changing.error} />
      <DataTable
        withTableBorder
        borderRadius="md"
        minHeight={data ? 0 : 140}
        records={data?.users ?? []}
        columns={[
          {
            accessor: 'email',
            title: text.email,
            cellsClassName: 'console-name-cell',
            render: ({ id, name, email }) => (
              <div>
                <Group gap="xs">
                  <Text size="sm" fw={600}>
                    {name}
                  </Text>
                  {id === data?.you && (
                    <Badge variant="outline" tt="none">
                      {text.you}
                    </Badge>
                  )}
                </Group>
                <Text size="sm" c="dimmed">
                  {email}
                </Text>
              </div>
            ),
          },
          {
            accessor: 'role',
            title: text.role,
            width: 160,
            render: ({ id, email, role }) => (
              <Select
                aria-label={text.roleOf(email)}
                allowDeselect={false}
                data={roleChoices}
                value={role}
                onChange={(value) => changing.mutate({ id, role: roleOf(value) })}
              />
            ),
          },
          {
            accessor: 'createdAt',
            title: text.since,
            width: 190,
            render: ({ createdAt }) => formatMoment(createdAt, site.timeZone),
          },
          {
            accessor: 'remove',
            title: text.remove,
            width: 120,
            render: ({ id, email }) => (
              <SureButton
                label={text.remove}
                title={text.removeOf(email)}
                question={text.removeSure(email)}
                onSure={async () => {
                  await answer(api.users[':id'].$delete({ param: { id } }));
                  await refresh();
                }}
              />
            ),
          },
        ]}
      />
    </Stack>
  );
}

function Invitation({ onMade }: { onMade: () => unknown }) {
  const [who, setWho] = useState({ email: '', name: '' });
  const [role, setRole] = useState<Role>('editor');
  const inviting = useMutation({
    mutationFn: () => answer(api.users.$post({ json: { ...who, role } })),
    onSuccess: () => {
      setWho({ email: '', name: '' });
      onMade();
    },
  });
  return (
    <Panel title={text.invite}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          inviting.mutate();
        }}
      >
        <Group align="end">
          <TextInput
            type="email"
            label={text.email}
            required
            maxLength={254}
            value={who.email}
            onChange={({ currentTarget: { value } }) => setWho({ ...who, email: value })}
          />
          <TextInput
            label={text.name}
            required
            maxLength={100}
            value={who.name}
            onChange={({ currentTarget: { value } }) => setWho({ ...who, name: value })}
          />
          <Select
            label={text.role}
            allowDeselect={false}
            data={roleChoices}
            w={130}
            value={role}
            onChange={(value) => setRole(roleOf(value))}
          />
          <Button type="submit" loading={inviting.isPending}>
            {text.make}
          </Button>
        </Group>
      </form>
      <Text size="sm" c="dimmed">
        {text.roleHelp}
      </Text>
      <Refusal error={inviting.error} />
      {inviting.data && <ShownOnce title={text.once} secret={inviting.data.link} />}
    </Panel>
  );
}
