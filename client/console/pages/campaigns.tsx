import { Badge, Button, Text } from '@mantine/core';
import { DataTable } from 'mantine-datatable';
import { Link, useLocation } from 'wouter';
import type { CampaignListRow } from '../api.ts';
import { audienceWords } from '../campaign/audience-words.ts';
import { formatNumber } from '../formats.ts';
import { useCampaigns, useSegments } from '../queries.ts';
import { EmptyState } from '../shell/empty-state.tsx';
import { Failure } from '../shell/failure.tsx';
import { PageHeader } from '../shell/page-header.tsx';
import { RowLink } from '../shell/row-link.tsx';
import { StateBadge } from '../shell/state-badge.tsx';
import { useVocabulary } from '../vocabulary.ts';
import { words } from '../words.ts';

const { columns, liveNow } = words.campaigns;

export default function Campaigns() {
  const { data, error, refetch } = useCampaigns();
  const segments = useSegments();
  const vocabulary = useVocabulary();
  const [, navigate] = useLocation();
  const names = new Map(segments.data?.map(({ id, draft }) => [id, draft.name]));
  const segmentName = (id: string) => names.get(id) ?? id;

  return (
    <>
      <PageHeader
        title={words.campaigns.title}
        actions={
          <Button component={Link} href="/campaigns/new">
            {words.campaigns.create}
          </Button>
        }
      />
      {error && <Failure error={error} retry={refetch} />}
      {data?.length === 0 && (
        <EmptyState text={words.campaigns.empty} action={{ href: '/campaigns/new', label: words.campaigns.create }} />
      )}
      {data && data.length > 0 && (
        <DataTable
          withTableBorder
          borderRadius="md"
          verticalSpacing="sm"
          scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
          records={data.toSorted((a, b) => b.draft.priority - a.draft.priority)}
          onRowClick={({ record }) => navigate(`/campaigns/${record.id}`)}
          columns={[
            {
              accessor: 'name',
              title: columns.name,
              cellsClassName: 'console-name-cell',
              render: (campaign) => (
                <div>
                  <RowLink href={`/campaigns/${campaign.id}`} fw={600}>
                    {campaign.draft.name}
                  </RowLink>
                  <Text size="sm" c="dimmed" lineClamp={2}>
                    {audienceWords(campaign.draft.audience, { segmentName, vocabulary })}
                  </Text>
                </div>
              ),
            },
            {
              accessor: 'liveState',
              title: columns.now,
              width: 150,
              render: ({ liveState }) => (
                <Badge
                  variant={liveState === 'live' ? 'filled' : 'outline'}
                  color={liveState === 'live' ? 'pine' : 'gray'}
                  tt="none"
                >
                  {liveNow[liveState ?? 'never']}
                </Badge>
              ),
            },
            {
              accessor: 'state',
              title: columns.state,
              width: 120,
              render: ({ state }) => <StateBadge state={state} />,
            },
            ...(['viewed', 'clicked', 'submitted', 'withheld'] as const).map((name) => ({
              accessor: `counts.${name}`,
              title: columns[name],
              width: 100,
              textAlign: 'right' as const,
              render: ({ counts }: CampaignListRow) => formatNumber(counts[name]),
            })),
            {
              accessor: 'priority',
              title: columns.priority,
              width: 90,
              textAlign: 'right',
              render: ({ draft }) => draft.priority,
            },
            {
              accessor: 'control',
              title: columns.control,
              width: 90,
              textAlign: 'right',
              render: ({ draft }) => `${draft.controlPercent} %`,
            },
          ]}
        />
      )}
      {data && data.length > 0 && (
        <Text size="sm" c="dimmed" mt="xs">
          {words.campaigns.countsHelp}
        </Text>
      )}
    </>
  );
}
