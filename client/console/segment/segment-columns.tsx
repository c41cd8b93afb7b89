import { Badge, Group, Text, Tooltip } from '@mantine/core';
import type { DataTableColumn } from 'mantine-datatable';
import type { SegmentRow, Session } from '../api.ts';
import { formatDate, formatMoment, formatMoney, formatNumber } from '../formats.ts';
import { insightWords } from '../insights/insight-words.ts';
import { RowLink } from '../shell/row-link.tsx';
import { SegmentSize } from '../shell/segment-size.tsx';
import { StateBadge } from '../shell/state-badge.tsx';
import { words } from '../words.ts';
import { countConditions } from './count-conditions.ts';
import { KindBadge } from './kind-badge.tsx';
import { segmentWords } from './segment-words.ts';

/** A segment with its rule in words. */
export type ListedSegment = SegmentRow & { sentence: string };

const { columns } = words.segments;

/** The columns that a list of segments may have beside the name, in their order. */
export const segmentColumns = [
  'kind',
  'state',
  'conditions',
  'size',
  'orders',
  'gross',
  'net',
  'tags',
  'created',
  'usedBy',
] as const;
export type SegmentColumn = (typeof segmentColumns)[number];

/** What is shown until somebody chooses. */
export const firstColumns: readonly SegmentColumn[] = ['state', 'size', 'orders', 'net', 'tags', 'usedBy'];

/** What each column sorts by; those that are not here do not sort. */
export const sortKeys: Partial<Record<SegmentColumn | 'name', (segment: ListedSegment) => number | string>> = {
  name: ({ draft }) => draft.name.toLowerCase(),
  kind: ({ kind }) => kind,
  state: ({ state }) => state,
  conditions: ({ draft }) => countConditions(draft.rule),
  size: ({ size }) => ('total' in size ? size.total : -1),
  orders: ({ ordered }) => ordered?.orders ?? -1,
  gross: ({ ordered }) => ordered?.grossMinor ?? -1,
  net: ({ ordered }) => ordered?.netMinor ?? -1,
  created: ({ createdAt }) => createdAt,
};

/** A column as the table draws it. */
export function segmentColumn(accessor: SegmentColumn | 'name', site: Session['site']): DataTableColumn<ListedSegment> {
  const money = (minor: number) => formatMoney(minor, site.currency);
  const column = { accessor, title: columns[accessor], sortable: accessor in sortKeys };
  const ordered = (format: (of: NonNullable<SegmentRow['ordered']>) => string): DataTableColumn<ListedSegment> => ({
    ...column,
    width: 105,
    textAlign: 'right',
    render: (segment) => <Ordered segment={segment} format={format} timeZone={site.timeZone} />,
  });
  switch (accessor) {
    case 'name':
      return { ...column, cellsClassName: 'console-name-cell', render: (segment) => <Name segment={segment} /> };
    case 'kind':
      return { ...column, width: 110, render: ({ kind }) => <KindBadge kind={kind} /> };
    case 'state':
      return { ...column, width: 115, render: ({ state }) => <StateBadge state={state} /> };
    case 'conditions':
      return {
        ...column,
        width: 130,
        textAlign: 'right',
        render: ({ kind, draft }) => (kind === 'dynamic' ? formatNumber(countConditions(draft.rule)) : '–'),
      };
    case 'size':
      return { ...column, width: 170, render: ({ size }) => <SegmentSize size={size} /> };
    case 'orders':
      return ordered(({ orders }) => formatNumber(orders));
    case 'gross':
      return ordered(({ grossMinor }) => money(grossMinor));
    case 'net':
      return ordered(({ netMinor }) => money(netMinor));
    case 'tags':
      return { ...column, width: 120, render: ({ draft }) => <Tags tags={draft.tags ?? []} /> };
    case 'created':
      return { ...column, width: 130, render: ({ createdAt }) => formatDate(createdAt, site.timeZone) };
    case 'usedBy':
      return { ...column, width: 150, render: (segment) => <UsedBy segment={segment} /> };
  }
}

function Name({ segment }: { segment: ListedSegment }) {
  return (
    <div>
      <RowLink href={`/segments/${segment.id}`} fw={600}>
        {segment.draft.name}
      </RowLink>
      <Text size="sm" c="dimmed" lineClamp={2}>
        {segment.kind === 'dynamic' ? segment.sentence : segmentWords.kindHelp[segment.kind]}
      </Text>
      <RowLink href={`/segments/${segment.id}/insights`} size="sm" aria-label={insightWords.linkOf(segment.draft.name)}>
        {insightWords.link}
      </RowLink>
    </div>
  );
}

interface OrderedProps {
  segment: ListedSegment;
  format: (of: NonNullable<SegmentRow['ordered']>) => string;
  timeZone: string;
}

function Ordered({ segment: { ordered }, format, timeZone }: OrderedProps) {
  if (ordered === null) return <>–</>;
  return (
    <Tooltip label={words.segments.ordersAsOf(formatMoment(ordered.at, timeZone))}>
      <span>{format(ordered)}</span>
    </Tooltip>
  );
}

function Tags({ tags }: { tags: string[] }) {
  return (
    <Group gap={4}>
      {tags.map((tag) => (
        <Badge key={tag} variant="outline" color="gray" tt="none">
          {tag}
        </Badge>
      ))}
    </Group>
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
