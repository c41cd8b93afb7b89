import { Anchor, Badge, Button, Checkbox, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { DataTable } from 'mantine-datatable';
import { useState } from 'react';
import { type TokenScope, tokenScopes } from '../../../shared/schema/server-api.ts';
import { answer, api } from '../api.ts';
import { formatAgo, formatList, formatMoment } from '../formats.ts';
import { Panel } from '../profile/panel.tsx';
import { useSession } from '../queries.ts';
import { Failure } from '../shell/failure.tsx';
import { Refusal } from '../shell/refusal.tsx';
import { settingsWords } from './settings-words.ts';
import { ShownOnce } from './shown-once.tsx';
import { SureButton } from './sure-button.tsx';

const text = settingsWords.tokens;

/** Credentials of the server API. */
export function TokensPanel() {
  const { site } = useSession();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({ queryKey: ['tokens'], queryFn: () => answer(api.tokens.$get()) });
  const refresh = () => client.invalidateQueries({ queryKey: ['tokens'] });
  if (error) return <Failure error={error} retry={refetch} />;
  return (
    <Stack>
      <NewToken onMade={refresh} />
      {data?.tokens.length === 0 && <Text>{text.empty}</Text>}
      {data && data.tokens.length > 0 && (
        <DataTable
          withTableBorder
          borderRadius="md"
          scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
          records={data.tokens}
          columns={[
            {
              accessor: 'name',
              title: text.columns.name,
              cellsClassName: 'console-name-cell',
              render: ({ name, createdBy }) => (
                <div>
                  <Text size="sm" fw={600}>
                    {name}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {createdBy}
                  </Text>
                </div>
              ),
            },
            {
              accessor: 'scopes',
              title: text.columns.scopes,
              width: 160,
              render: ({ scopes }) =>
                formatList(
                  scopes.map((scope) => text.scopeNames[scope]),
                  'conjunction',
                ),
            },
            {
              accessor: 'lastUsedAt',
              title: text.columns.lastUsed,
              width: 140,
              render: ({ lastUsedAt }) => (lastUsedAt === null ? text.never : formatAgo(lastUsedAt, Date.now())),
            },
            {
              accessor: 'expiresAt',
              title: text.columns.expires,
              width: 180,
              render: ({ expiresAt }) => (expiresAt === null ? text.never : formatMoment(expiresAt, site.timeZone)),
            },
            {
              accessor: 'state',
              title: text.columns.state,
              width: 110,
              render: (token) => (
                <Badge variant="outline" color={stateOf(token) === 'force' ? 'pine' : 'gray'} tt="none">
                  {text.states[stateOf(token)]}
                </Badge>
              ),
            },
            {
              accessor: 'revoke',
              title: text.revoke,
              width: 110,
              render: ({ id, name, revokedAt }) =>
                revokedAt === null && (
                  <SureButton
                    label={text.revoke}
                    title={text.revokeOf(name)}
                    question={text.revokeSure(name)}
                    onSure={async () => {
                      await answer(api.tokens[':id'].$delete({ param: { id } }));
                      await refresh();
                    }}
                  />
                ),
            },
          ]}
        />
      )}
    </Stack>
  );
}

function stateOf({ revokedAt, expiresAt }: { revokedAt: number | null; expiresAt: number | null }) {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && expiresAt <= Date.now() ? 'expired' : 'force';
}

function NewToken({ onMade }: { onMade: () => unknown }) {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<TokenScope[]>(['read']);
  const [days, setDays] = useState<number | ''>('');
  const making = useMutation({
    mutationFn: () => answer(api.tokens.$post({ json: { name, scopes, ...(days !== '' && { days }) } })),
    onSuccess: () => {
      setName('');
      onMade();
    },
  });
  return (
    <Panel title={text.make}>
      <Text size="sm" c="dimmed">
        {text.help}{' '}
        <Anchor href="/api/openapi.json" target="_blank" rel="noreferrer" inherit td="underline">
          {text.openapi}
        </Anchor>
      </Text>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          making.mutate();
        }}
      >
        <Stack gap="sm" align="start">
          <TextInput
            label={text.name}
            required
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Checkbox.Group
            label={text.scopes}
            value={scopes}
            onChange={(chosen) => setScopes(tokenScopes.filter((scope) => chosen.includes(scope)))}
          >
            <Group mt="xs">
              {tokenScopes.map((scope) => (
                <Checkbox key={scope} value={scope} label={text.scopeNames[scope]} />
              ))}
            </Group>
          </Checkbox.Group>
          <NumberInput
            label={text.days}
            description={text.daysHelp}
            suffix={settingsWords.site.days}
            min={1}
            max={3_650}
            allowDecimal={false}
            value={days}
            onChange={(value) => setDays(typeof value === 'number' ? value : '')}
          />
          <Button type="submit" loading={making.isPending} disabled={scopes.length === 0}>
            {text.make}
          </Button>
        </Stack>
      </form>
      <Refusal error={making.error} />
      {making.data && <ShownOnce title={text.once} secret={making.data.secret} />}
    </Panel>
  );
}
