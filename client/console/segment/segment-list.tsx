import { Group, Pagination, Text } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { DataTable } from 'mantine-datatable';
import { useLocation } from 'wouter';
import { describe } from '../../../shared/rules/describe.ts';
import { useSegments, useSession } from '../queries.ts';
import { ColumnChooser } from '../shell/column-chooser.tsx';
import { EmptyState } from '../shell/empty-state.tsx';
import { Failure } from '../shell/failure.tsx';
import { useAddress } from '../shell/use-address.ts';
import { useVocabulary } from '../vocabulary.ts';
import { words } from '../words.ts';
import {
  firstColumns,
  type ListedSegment,
  type SegmentColumn,
  segmentColumn,
  segmentColumns,
  sortKeys,
} from './segment-columns.tsx';
import { narrowed, SegmentFilters } from './segment-filters.tsx';
import { segmentWords } from './segment-words.ts';
import { tagsIn } from './tags-in.ts';

const perPage = 25;

/** The site's own segments: those in use, or the archived ones. A site has at most a thousand, so that all of them are here. */
export function SegmentList({ archived }: { archived: boolean }) {
  const { data, error, refetch, isFetching } = useSegments();
  const { site } = useSession();
  const [, navigate] = useLocation();
  const [search, change] = useAddress();
  const vocabulary = useVocabulary();
  const [shown, setShown] = useLocalStorage<SegmentColumn[]>({
    key: 'usher-segment-columns',
    defaultValue: [...firstColumns],
    getInitialValueInEffect: false,
  });
  const own = data?.filter(({ archivedAt }) => (archivedAt !== null) === archived);
  const listed = (own ?? []).map((segment) => ({ ...segment, sentence: describe(segment.draft.rule, vocabulary) }));
  const sort = sortOf(search.get('sort'));
  const rows = sorted(narrowed(listed, search), sort);
  const pages = Math.max(1, Math.ceil(rows.length / perPage));
  const page = Math.min(Math.max(1, Number(search.get('page')) || 1), pages);

  if (error) return <Failure error={error} retry={refetch} />;
  if (own?.length === 0 && archived) return <Text>{segmentWords.archivedEmpty}</Text>;
  if (own?.length === 0) {
    return <EmptyState text={words.segments.empty} action={{ href: '/segments/new', label: words.segments.create }} />;
  }
  return (
    <>
      <Group justify="space-between" gap="xs" mb="md">
        <SegmentFilters tags={tagsIn(own ?? [])} />
        <ColumnChooser
          columns={segmentColumns.map((value) => ({ value, label: words.segments.columns[value] }))}
          shown={shown}
          onChange={(names) => setShown(segmentColumns.filter((name) => names.includes(name)))}
        />
      </Group>
      <DataTable
        withTableBorder
        borderRadius="md"
        verticalSpacing="sm"
        minHeight={rows.length === 0 ? 140 : 0}
        fetching={isFetching && rows.length === 0}
        noRecordsText={words.segments.noneFound}
        scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
        records={rows.slice((page - 1) * perPage, page * perPage)}
        onRowClick={({ record }) => navigate(`/segments/${record.id}`)}
        columns={['name' as const, ...segmentColumns.filter((name) => shown.includes(name))].map((name) =>
          segmentColumn(name, site),
        )}
        sortStatus={sort}
        onSortStatusChange={({ columnAccessor, direction }) =>
          change({ sort: `${direction === 'desc' ? '-' : ''}${String(columnAccessor)}`, page: null })
        }
      />
      {pages > 1 && (
        <Pagination
          mt="md"
          total={pages}
          value={page}
          onChange={(next) => change({ page: String(next) })}
          getControlProps={(control) => ({ 'aria-label': words.pages[control] })}
          getItemProps={(item) => ({ 'aria-label': words.pages.item(item) })}
        />
      )}
      {shown.some((name) => name === 'orders' || name === 'gross' || name === 'net') && (
        <Text size="sm" c="dimmed" mt="xs">
          {words.segments.ordersHelp}
        </Text>
      )}
    </>
  );
}

interface Sort {
  columnAccessor: SegmentColumn | 'name' | 'made';
  direction: 'asc' | 'desc';
}

/** `-size`: the largest first. What sorts by nothing leaves the oldest first. */
function sortOf(text: string | null): Sort {
  const name = (text ?? '').replace(/^-/, '');
  const known = Object.keys(sortKeys).find((key) => key === name) as keyof typeof sortKeys | undefined;
  return { columnAccessor: known ?? 'made', direction: text?.startsWith('-') ? 'desc' : 'asc' };
}

function sorted(rows: ListedSegment[], { columnAccessor, direction }: Sort): ListedSegment[] {
  const key = columnAccessor === 'made' ? undefined : sortKeys[columnAccessor];
  if (!key) return rows;
  const sign = direction === 'desc' ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [one, other] = [key(a), key(b)];
    return one === other ? 0 : one < other ? -sign : sign;
  });
}
