import { Button, Group, Text, TextInput } from '@mantine/core';
import { DataTable } from 'mantine-datatable';
import { Link, useLocation, useSearchParams } from 'wouter';
import { describe } from '../../../shared/rules/describe.ts';
import type { SegmentRow } from '../api.ts';
import { useSegments } from '../queries.ts';
import { EmptyState } from '../shell/empty-state.tsx';
import { Failure } from '../shell/failure.tsx';
import { PageHeader } from '../shell/page-header.tsx';
import { RowLink } from '../shell/row-link.tsx';
import { SegmentSize } from '../shell/segment-size.tsx';
import { StateBadge } from '../shell/state-badge.tsx';
import { useVocabulary } from '../vocabulary.ts';
import { words } from '../words.ts';

const { columns } = words.segments;

export default function Segments() {
  const { data, error, refetch, isFetching } = useSegments();
  const [, navigate] = useLocation();
  const [search, setSearch] = useSearchParams();
  const vocabulary = useVocabulary();
  const find = search.get('find') ?? '';
  const rows = (data ?? [])
    .map((segment) => ({ ...segment, sentence: describe(segment.draft.rule, vocabulary) }))
    .filter(({ draft, sentence }) => `${draft.name} ${sentence}`.toLowerCase().includes(find.trim().toLowerCase()));

  return (
    <>
      <PageHeader
        title={words.segments.title}
        actions={
          <Button component={Link} href="/segments/new">
            {words.segments.create}
          </Button>
        }
      />
      {error && <Failure error={error} retry={refetch} />}
      {data?.length === 0 && (
        <EmptyState text={words.segments.empty} action={{ href: '/segments/new', label: words.segments.create }} />
      )}
      {data && data.length > 0 && (
        <>
          <TextInput
            type="search"
            aria-label={words.segments.find}
            placeholder={words.segments.find}
            value={find}
            onChange={({ currentTarget: { value } }) =>
              setSearch(value === '' ? {} : { find: value }, { replace: true })
            }
            maw={320}
            mb="md"
          />
          <DataTable
            withTableBorder
            borderRadius="md"
            verticalSpacing="sm"
            minHeight={rows.length === 0 ? 140 : 0}
            fetching={isFetching && rows.length === 0}
            noRecordsText={words.segments.noneFound}
            records={rows}
            onRowClick={({ record }) => navigate(`/segments/${record.id}`)}
            columns={[
              {
                accessor: 'name',
                title: columns.name,
                cellsClassName: 'console-name-cell',
                render: (segment) => (
                  <div>
                    <RowLink href={`/segments/${segment.id}`} fw={600}>
                      {segment.draft.name}
                    </RowLink>
                    <Text size="sm" c="dimmed" lineClamp={2}>
                      {segment.sentence}
                    </Text>
                  </div>
                ),
              },
              { accessor: 'size', title: columns.size, width: 250, render: ({ size }) => <SegmentSize size={size} /> },
              {
                accessor: 'state',
                title: columns.state,
                width: 120,
                render: ({ state }) => <StateBadge state={state} />,
              },
              {
                accessor: 'usedBy',
                title: columns.usedBy,
                width: 200,
                render: (segment) => <UsedBy segment={segment} />,
              },
            ]}
          />
        </>
      )}
    </>
  );
}

function UsedBy({ segment: { usedBy } }: { segment: SegmentRow }) {
  if (usedBy.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {words.segments.unused}
      </Text>
    );
  }
  return (
    <Group gap={4}>
      {usedBy.map(({ kind, id, name }) => (
        <RowLink key={id} href={`/${kind}s/${id}`} size="sm">
          {name}
        </RowLink>
      ))}
    </Group>
  );
}
