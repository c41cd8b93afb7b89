import { Button, Group, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { DataTable } from 'mantine-datatable';
import { useState } from 'react';
import { answer, api, type ProfileListRow } from '../api.ts';
import { formatNumber } from '../formats.ts';
import { LastSeen } from '../profile/last-seen.tsx';
import { Who, whoOf } from '../profile/who.tsx';
import { Failure } from '../shell/failure.tsx';
import { words } from '../words.ts';
import { segmentWords } from './segment-words.ts';

interface MemberTableProps {
  id: string;
  /** Null where nobody may be taken off. */
  onRemove: ((ids: string[]) => Promise<unknown>) | null;
}

/** Who is on a list, page by page, newest first. */
export function MemberTable({ id, onRemove }: MemberTableProps) {
  const [before, setBefore] = useState<string | null>(null);
  const [chosen, setChosen] = useState<ProfileListRow[]>([]);
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['segment-members', id, before],
    queryFn: () =>
      answer(api.segments[':id'].members.$get({ param: { id }, query: before === null ? {} : { before } })),
    placeholderData: keepPreviousData,
  });
  if (error) return <Failure error={error} retry={refetch} />;
  if (data?.total === 0) return <Text>{segmentWords.emptyList}</Text>;

  async function remove() {
    await onRemove?.(chosen.map((profile) => profile.id));
    setChosen([]);
  }

  return (
    <>
      <Group mih={36} justify="space-between">
        <Text c="dimmed">{data && segmentWords.onList(formatNumber(data.total))}</Text>
        {chosen.length > 0 && (
          <Button size="xs" variant="default" onClick={remove}>
            {segmentWords.removeChosen(chosen.length)}
          </Button>
        )}
      </Group>
      <DataTable<ProfileListRow>
        withTableBorder
        borderRadius="md"
        minHeight={data ? 0 : 140}
        fetching={isFetching}
        records={data?.members ?? []}
        {...(onRemove && {
          selectedRecords: chosen,
          onSelectedRecordsChange: setChosen,
          getRecordSelectionCheckboxProps: (profile) => ({ 'aria-label': segmentWords.choose(whoOf(profile)) }),
          allRecordsSelectionCheckboxProps: { 'aria-label': segmentWords.chooseAll },
        })}
        columns={[
          { accessor: 'who', title: words.profiles.columns.who, render: (profile) => <Who profile={profile} /> },
          {
            accessor: 'lastSeenAt',
            title: words.profiles.columns.lastSeen,
            render: ({ lastSeenAt }) => <LastSeen at={lastSeenAt} />,
          },
          {
            accessor: 'orders',
            title: words.profiles.columns.orders,
            textAlign: 'right',
            render: ({ orders }) => formatNumber(orders),
          },
        ]}
      />
      <Group mt="xs" gap="sm">
        {before !== null && (
          <Button variant="default" size="xs" onClick={() => setBefore(null)}>
            {segmentWords.first}
          </Button>
        )}
        {data?.next && (
          <Button variant="default" size="xs" onClick={() => setBefore(data.next)}>
            {segmentWords.next}
          </Button>
        )}
      </Group>
    </>
  );
}
