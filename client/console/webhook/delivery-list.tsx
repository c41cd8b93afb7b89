import { Anchor, Badge, Button, Code, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { InferResponseType } from 'hono/client';
import { DataTable } from 'mantine-datatable';
import { useState } from 'react';
import { Link } from 'wouter';
import { answer, api } from '../api.ts';
import { formatMoment } from '../formats.ts';
import { useSession } from '../queries.ts';
import { Dialog } from '../shell/dialog.tsx';
import { Failure } from '../shell/failure.tsx';
import { notify } from '../shell/notify.ts';
import { Refusal } from '../shell/refusal.tsx';
import { useDeliveries, useWebhooksChanged } from './use-webhooks.ts';
import { webhookWords } from './webhook-words.ts';

const text = webhookWords;
const colors = { waiting: 'gray', delivered: 'pine', dead: 'red' } as const;

type Delivery = InferResponseType<(typeof api.webhooks)[':id']['deliveries']['$get'], 200>['deliveries'][number];

/** What a webhook was told, what it answered, and a way to tell it again. */
export function DeliveryList({ id }: { id: string }) {
  const { site, user } = useSession();
  const [after, setAfter] = useState<string | null>(null);
  const [shown, setShown] = useState<Delivery | null>(null);
  const { data, error, refetch, isFetching } = useDeliveries(id, after);
  const changed = useWebhooksChanged();
  const replaying = useMutation({
    mutationFn: (delivery: string) =>
      answer(api.webhooks[':id'].deliveries[':delivery'].replay.$post({ param: { id, delivery } })),
    onSuccess: async () => {
      notify(text.replayed, text.replayedText);
      await changed();
    },
  });
  const moment = (at: number) => formatMoment(at, site.timeZone);

  return (
    <Stack component="section" gap="sm" mt="xl">
      <Group justify="space-between">
        <Title order={2}>{text.deliveries}</Title>
        <Button variant="default" size="xs" loading={isFetching} onClick={() => refetch()}>
          {text.refresh}
        </Button>
      </Group>
      <Refusal error={replaying.error} />
      {error && <Failure error={error} retry={refetch} />}
      {data?.deliveries.length === 0 && after === null && <Text>{text.noDeliveries}</Text>}
      {data && data.deliveries.length > 0 && (
        <DataTable
          withTableBorder
          borderRadius="md"
          scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
          records={data.deliveries}
          columns={[
            {
              accessor: 'createdAt',
              title: text.deliveryColumns.when,
              width: 190,
              render: ({ createdAt }) => moment(createdAt),
            },
            {
              accessor: 'kind',
              title: text.deliveryColumns.kind,
              render: ({ kind, profile }) =>
                profile === null ? (
                  text.kindNames[kind]
                ) : (
                  <Anchor component={Link} href={`/profiles/${profile}`} size="sm">
                    {text.kindNames[kind]}
                  </Anchor>
                ),
            },
            {
              accessor: 'state',
              title: text.deliveryColumns.state,
              width: 130,
              render: ({ state }) => (
                <Badge variant="outline" color={colors[state]} tt="none">
                  {text.deliveryStates[state]}
                </Badge>
              ),
            },
            {
              accessor: 'answer',
              title: text.deliveryColumns.answer,
              render: ({ status, fault, attempts, nextAt }) => (
                <div>
                  <Text size="sm">{fault ?? status ?? '–'}</Text>
                  {attempts > 0 && (
                    <Text size="sm" c="dimmed">
                      {[text.attempts(attempts), ...(nextAt === null ? [] : [text.nextAt(moment(nextAt))])].join(', ')}
                    </Text>
                  )}
                </div>
              ),
            },
            {
              accessor: 'body',
              title: text.deliveryColumns.body,
              width: 210,
              render: (one) => (
                <Group gap="xs" wrap="nowrap">
                  <Button
                    variant="default"
                    size="xs"
                    aria-label={text.showOf(one.kind, moment(one.createdAt))}
                    onClick={() => setShown(one)}
                  >
                    {text.show}
                  </Button>
                  {one.state !== 'waiting' && user.role !== 'viewer' && (
                    <Button
                      variant="default"
                      size="xs"
                      aria-label={text.replayOf(one.kind, moment(one.createdAt))}
                      onClick={() => replaying.mutate(one.id)}
                    >
                      {text.replay}
                    </Button>
                  )}
                </Group>
              ),
            },
          ]}
        />
      )}
      <Group justify="end" gap="xs">
        {after !== null && (
          <Button variant="default" size="xs" onClick={() => setAfter(null)}>
            {text.newest}
          </Button>
        )}
        {data?.next != null && (
          <Button variant="default" size="xs" onClick={() => setAfter(data.next)}>
            {text.older}
          </Button>
        )}
      </Group>
      {shown && (
        <Dialog title={text.kindNames[shown.kind]} size="lg" onClose={() => setShown(null)}>
          <Code block tabIndex={0} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {JSON.stringify(JSON.parse(shown.body), null, 2)}
          </Code>
        </Dialog>
      )}
    </Stack>
  );
}
