import { Group, Text, TextInput } from '@mantine/core';
import { DataTable } from 'mantine-datatable';
import { useLocation, useSearchParams } from 'wouter';
import { describe } from '../../../shared/rules/describe.ts';
import type { SegmentRow } from '../api.ts';
import { useSegments } from '../queries.ts';
import { EmptyState } from '../shell/empty-state.tsx';
import { Failure } from '../shell/failure.tsx';
import { RowLink } from '../shell/row-link.tsx';
import { SegmentSize } from '../shell/segment-size.tsx';
import { StateBadge } from '../shell/state-badge.tsx';
import { useVocabulary } from '../vocabulary.ts';
import { words } from '../words.ts';
import { KindBadge } from './kind-badge.tsx';
import { segmentWords } from './segment-words.ts';

const { columns } = words.segments;

/** The site's own segments: those in use, or the archived ones. */
export function SegmentList({ archived }: { archived: boolean }) {
  const { data, error, refetch, isFetching } = useSegments();
  const [, navigate] = useLocation();
  const [search, setSearch] = useSearchParams();
  const vocabulary = useVocabulary();
  const find = search.get('find') ?? '';
  const own = data?.filter(({ archivedAt }) => (archivedAt !== null) === archived);
  const rows = (own ?? [])
    .map((segment) => ({ ...segment, sentence: describe(segment.draft.rule, vocabulary) }))
    .filter(({ draft, sentence }) => `${draft.name} ${sentence}`.toLowerCase().includes(find.trim().toLowerCase()));

  if (error) return <Failure error={error} retry={refetch} />;
  if (own?.length === 0 && archived) return <Text>{segmentWords.archivedEmpty}</Text>;
  if (own?.length === 0) {
    return <EmptyState text={words.segments.empty} action={{ href: '/segments/new', label: words.segments.create }} />;
  }
  return (
    <>
      <TextInput
        type="search"
        aria-label={words.segments.find}
        placeholder={words.segments.find}
        value={find}
        onChange={({ currentTarget: { value } }) =>
          setSearch({ ...(archived && { tab: 'archived' }), ...(value !== '' && { find: value }) }, { replace: true })
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
                  {segment.kind === 'dynamic' ? segment.sentence : segmentWords.kindHelp[segment.kind]}
                </Text>
              </div>
            ),
          },
          { accessor: 'kind', title: columns.kind, width: 110, render: ({ kind }) => <KindBadge kind={kind} /> },
          { accessor: 'size', title: columns.size, width: 230, render: ({ size }) => <SegmentSize size={size} /> },
          { accessor: 'state', title: columns.state, width: 120, render: ({ state }) => <StateBadge state={state} /> },
          {
            accessor: 'usedBy',
            title: columns.usedBy,
            width: 180,
            render: (segment) => <UsedBy segment={segment} />,
          },
        ]}
      />
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
