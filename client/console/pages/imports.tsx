import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { DataTable } from 'mantine-datatable';
import { Link, useLocation } from 'wouter';
import { answer, api } from '../api.ts';
import { formatMoment } from '../formats.ts';
import { sentenceOf } from '../import/import-sentence.ts';
import { ImportState } from '../import/import-state.tsx';
import { importWords } from '../import/import-words.ts';
import { saveTemplate } from '../import/template.ts';
import { useSession } from '../queries.ts';
import { EmptyState } from '../shell/empty-state.tsx';
import { Failure } from '../shell/failure.tsx';
import { PageHeader } from '../shell/page-header.tsx';
import { RowLink } from '../shell/row-link.tsx';

const { columns } = importWords;
const refreshMs = 5_000;

export default function Imports() {
  const { site } = useSession();
  const [, navigate] = useLocation();
  const { data, error, refetch } = useQuery({
    queryKey: ['imports'],
    queryFn: () => answer(api.imports.$get()),
    refetchInterval: ({ state }) => (state.data?.imports.some((one) => one.state === 'running') ? refreshMs : false),
  });

  return (
    <>
      <PageHeader
        title={importWords.title}
        actions={
          <Group gap="sm">
            <Button variant="default" onClick={saveTemplate}>
              {importWords.template}
            </Button>
            <Button component={Link} href="/imports/new">
              {importWords.create}
            </Button>
          </Group>
        }
      />
      {error && <Failure error={error} retry={refetch} />}
      {data?.imports.length === 0 && (
        <EmptyState text={importWords.empty} action={{ href: '/imports/new', label: importWords.create }} />
      )}
      {data && data.imports.length > 0 && (
        <DataTable
          withTableBorder
          borderRadius="md"
          verticalSpacing="sm"
          records={data.imports}
          onRowClick={({ record }) => navigate(`/imports/${record.id}`)}
          columns={[
            {
              accessor: 'name',
              title: columns.name,
              cellsClassName: 'console-name-cell',
              render: ({ id, settings }) => (
                <RowLink href={`/imports/${id}`} fw={600}>
                  {settings.name}
                </RowLink>
              ),
            },
            { accessor: 'state', title: columns.state, width: 190, render: (one) => <ImportState one={one} /> },
            {
              accessor: 'rows',
              title: columns.rows,
              width: 320,
              render: (one) => <Text size="sm">{one.state === 'uploading' ? '–' : sentenceOf(one)}</Text>,
            },
            { accessor: 'createdBy', title: columns.who, width: 200 },
            {
              accessor: 'createdAt',
              title: columns.when,
              width: 180,
              render: ({ createdAt }) => formatMoment(createdAt, site.timeZone),
            },
          ]}
        />
      )}
    </>
  );
}
