import { Button, Group, Text } from '@mantine/core';
import { DataTable } from 'mantine-datatable';
import { useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import type { ProfileListRow } from '../api.ts';
import { formatCountry, formatNumber } from '../formats.ts';
import { FindPerson } from '../profile/find-person.tsx';
import { LastSeen } from '../profile/last-seen.tsx';
import { PutOnList } from '../profile/put-on-list.tsx';
import { Who, whoOf } from '../profile/who.tsx';
import { useProfiles } from '../queries.ts';
import { segmentWords } from '../segment/segment-words.ts';
import { EmptyState } from '../shell/empty-state.tsx';
import { Failure } from '../shell/failure.tsx';
import { PageHeader } from '../shell/page-header.tsx';
import { words } from '../words.ts';

const { columns } = words.profiles;

export default function Profiles() {
  const [search, setSearch] = useSearchParams();
  const before = search.get('before');
  const who = search.get('who');
  const { data, error, refetch, isPlaceholderData } = useProfiles({ before, who });
  const [, navigate] = useLocation();
  const [chosen, setChosen] = useState<ProfileListRow[]>([]);

  return (
    <>
      <PageHeader
        title={words.profiles.title}
        actions={
          <Button component={Link} href="/imports/new" variant="default">
            {words.profiles.import}
          </Button>
        }
        aside={
          data && (
            <Text c="dimmed">
              {formatNumber(data.people.total)} ·{' '}
              {words.size.counted(
                formatNumber(data.people.identified),
                formatNumber(data.people.total - data.people.identified),
              )}
            </Text>
          )
        }
      />
      <FindPerson key={who} who={who ?? ''} onFind={(name) => setSearch(name === '' ? {} : { who: name })} />
      {error && <Failure error={error} retry={refetch} />}
      {data?.people.total === 0 && (
        <EmptyState text={words.profiles.empty} action={{ href: '/', label: words.profiles.emptyAction }} />
      )}
      {data && data.people.total > 0 && (
        <>
          <Group mih={36} mb="xs">
            {chosen.length > 0 && <PutOnList ids={chosen.map(({ id }) => id)} onDone={() => setChosen([])} />}
          </Group>
          <DataTable
            withTableBorder
            borderRadius="md"
            fetching={isPlaceholderData}
            minHeight={data.profiles.length === 0 ? 140 : 0}
            noRecordsText={words.profiles.nobodyFound}
            records={data.profiles}
            selectedRecords={chosen}
            onSelectedRecordsChange={setChosen}
            getRecordSelectionCheckboxProps={(profile) => ({ 'aria-label': segmentWords.choose(whoOf(profile)) })}
            allRecordsSelectionCheckboxProps={{ 'aria-label': segmentWords.chooseAll }}
            onRowClick={({ record }) => navigate(`/profiles/${record.id}`)}
            columns={[
              { accessor: 'who', title: columns.who, render: (profile) => <Who profile={profile} /> },
              {
                accessor: 'country',
                title: columns.country,
                render: ({ country }) => (country === null ? '–' : formatCountry(country)),
              },
              {
                accessor: 'lastSeenAt',
                title: columns.lastSeen,
                render: ({ lastSeenAt }) => <LastSeen at={lastSeenAt} />,
              },
              {
                accessor: 'sessions',
                title: columns.sessions,
                textAlign: 'right',
                render: ({ sessions }) => formatNumber(sessions),
              },
              {
                accessor: 'orders',
                title: columns.orders,
                textAlign: 'right',
                render: ({ orders }) => formatNumber(orders),
              },
            ]}
          />
          <Group mt="md" gap="sm">
            {before !== null && (
              <Button component={Link} href="/profiles" variant="default">
                {words.profiles.newest}
              </Button>
            )}
            {data.next !== null && (
              <Button component={Link} href={`/profiles?before=${data.next}`} variant="default">
                {words.profiles.older}
              </Button>
            )}
          </Group>
        </>
      )}
    </>
  );
}
