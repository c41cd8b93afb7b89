import { Button } from '@mantine/core';
import { DataTable } from 'mantine-datatable';
import { Link, useLocation } from 'wouter';
import { scheduleSentence } from '../export/export-schedule.ts';
import { exportWords } from '../export/export-words.ts';
import { useExports } from '../export/use-exports.ts';
import { formatMoment } from '../formats.ts';
import { useSegments, useSession } from '../queries.ts';
import { EmptyState } from '../shell/empty-state.tsx';
import { Failure } from '../shell/failure.tsx';
import { PageHeader } from '../shell/page-header.tsx';
import { RowLink } from '../shell/row-link.tsx';

const { columns } = exportWords;

export default function Exports() {
  const { site } = useSession();
  const [, navigate] = useLocation();
  const { data: exports, error, refetch } = useExports();
  const { data: segments } = useSegments();
  const nameOf = (segment: string) => segments?.find(({ id }) => id === segment)?.draft.name;

  return (
    <>
      <PageHeader
        title={exportWords.title}
        actions={
          <Button component={Link} href="/exports/new">
            {exportWords.create}
          </Button>
        }
      />
      {error && <Failure error={error} retry={refetch} />}
      {exports?.length === 0 && (
        <EmptyState text={exportWords.empty} action={{ href: '/exports/new', label: exportWords.create }} />
      )}
      {exports && exports.length > 0 && (
        <DataTable
          withTableBorder
          borderRadius="md"
          verticalSpacing="sm"
          records={exports}
          onRowClick={({ record }) => navigate(`/exports/${record.id}`)}
          columns={[
            {
              accessor: 'name',
              title: columns.name,
              cellsClassName: 'console-name-cell',
              render: ({ id, settings }) => (
                <RowLink href={`/exports/${id}`} fw={600}>
                  {settings.name}
                </RowLink>
              ),
            },
            {
              accessor: 'segment',
              title: columns.segment,
              render: ({ settings }) => (segments ? (nameOf(settings.segment) ?? exportWords.gone) : ''),
            },
            {
              accessor: 'schedule',
              title: columns.schedule,
              width: 260,
              render: ({ settings }) => scheduleSentence(settings),
            },
            {
              accessor: 'nextAt',
              title: columns.next,
              width: 180,
              render: ({ nextAt }) => (nextAt === null ? '–' : formatMoment(nextAt, site.timeZone)),
            },
            { accessor: 'createdBy', title: columns.who, width: 200 },
          ]}
        />
      )}
    </>
  );
}
