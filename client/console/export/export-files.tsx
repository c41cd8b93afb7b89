import { Anchor, Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { InferResponseType } from 'hono/client';
import { DataTable } from 'mantine-datatable';
import { answer, api } from '../api.ts';
import { formatMoment, formatNumber } from '../formats.ts';
import { useSession } from '../queries.ts';
import { Refusal } from '../shell/refusal.tsx';
import { exportWords } from './export-words.ts';
import { useExportsChanged } from './use-exports.ts';

const text = exportWords;
const colors = { running: 'pine', done: 'pine', failed: 'red' } as const;

type Run = InferResponseType<(typeof api.exports)[':id']['$get'], 200>['runs'][number];

/** The files that an export made, the newest first, and a way to make one now. */
export function ExportFiles({ id, runs }: { id: string; runs: Run[] }) {
  const { site, user } = useSession();
  const changed = useExportsChanged();
  const making = useMutation({
    mutationFn: () => answer(api.exports[':id'].run.$post({ param: { id } })),
    onSuccess: changed,
  });
  return (
    <Stack component="section" gap="sm" mt="xl">
      <Group justify="space-between">
        <Title order={2}>{text.files}</Title>
        <Button
          variant="default"
          loading={making.isPending}
          disabled={user.role === 'viewer' || runs.some(({ state }) => state === 'running')}
          onClick={() => making.mutate()}
        >
          {text.run}
        </Button>
      </Group>
      <Refusal error={making.error} />
      {runs.length === 0 ? (
        <Text>{text.noFiles}</Text>
      ) : (
        <DataTable
          withTableBorder
          borderRadius="md"
          scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
          records={runs}
          columns={[
            {
              accessor: 'asOf',
              title: text.fileColumns.asOf,
              render: ({ asOf }) => formatMoment(asOf, site.timeZone),
            },
            {
              accessor: 'state',
              title: text.fileColumns.state,
              render: ({ state, fault }) => (
                <Stack gap={4} align="start">
                  <Badge variant={state === 'running' ? 'filled' : 'outline'} color={colors[state]} tt="none">
                    {text.states[state]}
                  </Badge>
                  {fault !== null && <Text size="sm">{fault}</Text>}
                </Stack>
              ),
            },
            {
              accessor: 'rows',
              title: text.fileColumns.rows,
              textAlign: 'right',
              render: ({ rows }) => formatNumber(rows),
            },
            {
              accessor: 'file',
              title: text.fileColumns.file,
              render: ({ id: run, state, asOf, hasFile }) =>
                state === 'done' &&
                (hasFile ? (
                  <Anchor
                    href={`/api/console/exports/${id}/runs/${run}/file.csv`}
                    download
                    size="sm"
                    aria-label={text.downloadOf(formatMoment(asOf, site.timeZone))}
                  >
                    {text.download}
                  </Anchor>
                ) : (
                  <Text size="sm" c="dimmed">
                    {text.notKept}
                  </Text>
                )),
            },
          ]}
        />
      )}
    </Stack>
  );
}
