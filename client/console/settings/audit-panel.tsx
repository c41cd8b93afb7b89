import { Button, Group, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { DataTable } from 'mantine-datatable';
import { Link, useSearchParams } from 'wouter';
import { answer, api } from '../api.ts';
import { formatMoment } from '../formats.ts';
import { useSession } from '../queries.ts';
import { ChangeList } from '../shell/change-list.tsx';
import { Failure } from '../shell/failure.tsx';
import { settingsWords } from './settings-words.ts';

const text = settingsWords.audit;

/** Who changed what, newest first, page by page. */
export function AuditPanel() {
  const { site } = useSession();
  const [search] = useSearchParams();
  const before = search.get('before');
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['audit', before],
    queryFn: () => answer(api.audit.$get({ query: before === null ? {} : { before } })),
    placeholderData: keepPreviousData,
  });
  if (error) return <Failure error={error} retry={refetch} />;
  if (data?.entries.length === 0) return <Text>{text.empty}</Text>;
  return (
    <>
      <DataTable
        withTableBorder
        borderRadius="md"
        verticalAlign="top"
        scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
        fetching={isPlaceholderData}
        minHeight={data ? 0 : 140}
        records={data?.entries ?? []}
        columns={[
          {
            accessor: 'at',
            title: text.columns.at,
            width: 180,
            render: ({ at }) => formatMoment(at, site.timeZone),
          },
          { accessor: 'who', title: text.columns.who, width: 200 },
          {
            accessor: 'action',
            title: text.columns.what,
            width: 240,
            render: ({ action, name, subject }) => (
              <div>
                <Text size="sm" fw={600}>
                  {action}
                </Text>
                <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                  {name ?? subject}
                </Text>
              </div>
            ),
          },
          {
            accessor: 'changes',
            title: text.columns.changes,
            cellsClassName: 'console-name-cell',
            render: ({ changes }) => <ChangeList changes={changes} />,
          },
        ]}
      />
      <Group mt="md" gap="sm">
        {before !== null && (
          <Button component={Link} href="/settings?tab=audit" variant="default">
            {text.newest}
          </Button>
        )}
        {data && data.next !== null && (
          <Button component={Link} href={`/settings?tab=audit&before=${data.next}`} variant="default">
            {text.older}
          </Button>
        )}
      </Group>
    </>
  );
}
