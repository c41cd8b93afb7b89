import { Badge, Button, Code, Group, Radio, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { DataTable } from 'mantine-datatable';
import { useState } from 'react';
import { answer, api } from '../api.ts';
import { formatMoment } from '../formats.ts';
import { Panel } from '../profile/panel.tsx';
import { useSession } from '../queries.ts';
import { Failure } from '../shell/failure.tsx';
import { Refusal } from '../shell/refusal.tsx';
import { settingsWords } from './settings-words.ts';
import { ShownOnce } from './shown-once.tsx';
import { pageSnippet, signingSnippet } from './signing-snippet.ts';
import { SureButton } from './sure-button.tsx';

const text = settingsWords.keys;
const { states, revoke, revokeOf, revokeSure } = settingsWords.tokens;

/** Keys that sign who somebody is, and how to sign. */
export function KeysPanel() {
  const { site } = useSession();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: ['identity-keys'],
    queryFn: () => answer(api['identity-keys'].$get()),
  });
  const refresh = () => client.invalidateQueries({ queryKey: ['identity-keys'] });
  if (error) return <Failure error={error} retry={refetch} />;
  const inForce = data?.keys.find(({ revokedAt }) => revokedAt === null);
  return (
    <Stack>
      <NewKey onMade={refresh} />
      {data?.keys.length === 0 && <Text>{text.empty}</Text>}
      {data && data.keys.length > 0 && (
        <DataTable
          withTableBorder
          borderRadius="md"
          scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
          records={data.keys}
          columns={[
            { accessor: 'id', title: text.columns.id, render: ({ id }) => <Code>{id}</Code> },
            { accessor: 'algorithm', title: text.columns.algorithm, width: 120 },
            {
              accessor: 'createdAt',
              title: text.columns.since,
              width: 190,
              render: ({ createdAt }) => formatMoment(createdAt, site.timeZone),
            },
            {
              accessor: 'state',
              title: text.columns.state,
              width: 110,
              render: ({ revokedAt }) => (
                <Badge variant="outline" color={revokedAt === null ? 'pine' : 'gray'} tt="none">
                  {states[revokedAt === null ? 'force' : 'revoked']}
                </Badge>
              ),
            },
            {
              accessor: 'revoke',
              title: revoke,
              width: 110,
              render: ({ id, revokedAt }) =>
                revokedAt === null && (
                  <SureButton
                    label={revoke}
                    title={revokeOf(id)}
                    question={revokeSure(id)}
                    onSure={async () => {
                      await answer(api['identity-keys'][':id'].$delete({ param: { id } }));
                      await refresh();
                    }}
                  />
                ),
            },
          ]}
        />
      )}
      <Panel title={text.how}>
        <Text size="sm">{text.howHelp}</Text>
        <Snippet code={signingSnippet({ site: site.id, key: inForce })} />
        <Text size="sm">{text.page}</Text>
        <Snippet code={pageSnippet} />
      </Panel>
    </Stack>
  );
}

function Snippet({ code }: { code: string }) {
  return (
    <Code block tabIndex={0} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
      {code}
    </Code>
  );
}

type Asked =
  | { algorithm: 'HS256' }
  | { algorithm: 'ES256'; publicKey: { kty: 'EC'; crv: 'P-256'; x: string; y: string } };

/** Only the parts that are public are sent, whatever was pasted. Throws for what is no such key. */
function askedKey(algorithm: Asked['algorithm'], pasted: string): Asked {
  if (algorithm === 'HS256') return { algorithm };
  try {
    const { kty, crv, x, y } = JSON.parse(pasted) as Record<string, unknown>;
    if (kty === 'EC' && crv === 'P-256' && typeof x === 'string' && typeof y === 'string') {
      return { algorithm, publicKey: { kty, crv, x, y } };
    }
  } catch {
    // Told below, as for every other paste that is none.
  }
  throw new Error(text.badKey);
}

function NewKey({ onMade }: { onMade: () => unknown }) {
  const [algorithm, setAlgorithm] = useState<Asked['algorithm']>('HS256');
  const [pasted, setPasted] = useState('');
  const making = useMutation({
    mutationFn: async () => answer(api['identity-keys'].$post({ json: askedKey(algorithm, pasted) })),
    onSuccess: () => {
      setPasted('');
      onMade();
    },
  });
  return (
    <Panel title={text.make}>
      <Text size="sm" c="dimmed">
        {text.help}
      </Text>
      <Radio.Group
        label={text.algorithm}
        value={algorithm}
        onChange={(value) => setAlgorithm(value === 'ES256' ? 'ES256' : 'HS256')}
      >
        <Group mt="xs">
          <Radio value="HS256" label={text.algorithms.HS256} />
          <Radio value="ES256" label={text.algorithms.ES256} />
        </Group>
      </Radio.Group>
      {algorithm === 'ES256' && (
        <Textarea
          label={text.publicKey}
          description={text.publicKeyHelp}
          autosize
          minRows={3}
          value={pasted}
          onChange={(event) => setPasted(event.currentTarget.value)}
        />
      )}
      <Button w="fit-content" loading={making.isPending} onClick={() => making.mutate()}>
        {text.make}
      </Button>
      <Refusal error={making.error} />
      {making.data && making.data.secret !== null && <ShownOnce title={text.once} secret={making.data.secret} />}
      {making.data && making.data.secret === null && (
        <Text size="sm" role="status">
          {text.made}
        </Text>
      )}
    </Panel>
  );
}
