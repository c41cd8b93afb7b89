import { Badge, Button, Group, Text } from '@mantine/core';
import { DataTable } from 'mantine-datatable';
import { Link, useLocation, useSearchParams } from 'wouter';
import type { ProfileListRow } from '../api.ts';
import { formatAgo, formatCountry, formatMoment, formatNumber } from '../formats.ts';
import { useProfiles, useSession } from '../queries.ts';
import { EmptyState } from '../shell/empty-state.tsx';
import { Failure } from '../shell/failure.tsx';
import { PageHeader } from '../shell/page-header.tsx';
import { RowLink } from '../shell/row-link.tsx';
import { words } from '../words.ts';

const { columns } = words.profiles;

export default function Profiles() {
  const [search] = useSearchParams();
  const before = search.get('before');
  const { data, error, refetch, isPlaceholderData } = useProfiles(before);
  const { site } = useSession();
  const [, navigate] = useLocation();

  return (
    <>
      <PageHeader
        title={words.profiles.title}
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
      {error && <Failure error={error} retry={refetch} />}
      {data?.people.total === 0 && (
        <EmptyState text={words.profiles.empty} action={{ href: '/', label: words.profiles.emptyAction }} />
      )}
      {data && data.people.total > 0 && (
        <>
          <DataTable
            withTableBorder
            borderRadius="md"
            fetching={isPlaceholderData}
            minHeight={data.profiles.length === 0 ? 140 : 0}
            records={data.profiles}
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
                render: ({ lastSeenAt }) => (
                  <time dateTime={new Date(lastSeenAt).toISOString()} title={formatMoment(lastSeenAt, site.timeZone)}>
                    {formatAgo(lastSeenAt, Date.now())}
                  </time>
                ),
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

function Who({ profile: { id, name, email, identified } }: { profile: ProfileListRow }) {
  return (
    <Group gap="xs" wrap="nowrap">
      <RowLink href={`/profiles/${id}`} fw={600}>
        {name ?? email ?? (identified ? id : words.profiles.unidentified)}
      </RowLink>
      {name !== null && email !== null && (
        <Text size="sm" c="dimmed" truncate>
          {email}
        </Text>
      )}
      {name === null && email === null && (
        <Badge variant="outline" color="gray" tt="none">
          {id}
        </Badge>
      )}
    </Group>
  );
}
