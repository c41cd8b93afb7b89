import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { DataTable } from 'mantine-datatable';
import { Link, useLocation } from 'wouter';
import { formatList } from '../formats.ts';
import { EmptyState } from '../shell/empty-state.tsx';
import { Failure } from '../shell/failure.tsx';
import { RowLink } from '../shell/row-link.tsx';
import { useWebhooks } from './use-webhooks.ts';
import { webhookWords } from './webhook-words.ts';

const text = webhookWords;

/** Addresses of the site's own that are told what happens. */
export function WebhooksPanel() {
  const [, navigate] = useLocation();
  const { data: webhooks, error, refetch } = useWebhooks();
  if (error) return <Failure error={error} retry={refetch} />;
  if (webhooks?.length === 0) {
    return <EmptyState text={`${text.help} ${text.empty}`} action={{ href: '/webhooks/new', label: text.create }} />;
  }
  return (
    <Stack>
      <Group justify="space-between">
        <Text size="sm" c="dimmed" flex={1} miw={240}>
          {text.help}
        </Text>
        <Button component={Link} href="/webhooks/new">
          {text.create}
        </Button>
      </Group>
      {webhooks && (
        <DataTable
          withTableBorder
          borderRadius="md"
          verticalSpacing="sm"
          records={webhooks}
          onRowClick={({ record }) => navigate(`/webhooks/${record.id}`)}
          columns={[
            {
              accessor: 'url',
              title: text.columns.url,
              cellsClassName: 'console-name-cell',
              render: ({ id, url }) => (
                <RowLink href={`/webhooks/${id}`} fw={600}>
                  {url}
                </RowLink>
              ),
            },
            {
              accessor: 'kinds',
              title: text.columns.kinds,
              render: ({ kinds }) =>
                formatList(
                  kinds.map((kind) => text.kindNames[kind]),
                  'disjunction',
                ),
            },
            {
              accessor: 'paused',
              title: text.columns.state,
              width: 120,
              render: ({ paused }) => (
                <Badge variant="outline" color={paused ? 'gray' : 'pine'} tt="none">
                  {paused ? text.states.paused : text.states.active}
                </Badge>
              ),
            },
          ]}
        />
      )}
    </Stack>
  );
}
