import { Badge, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../api.ts';
import { formatList, formatMoment, formatMoney, formatNumber } from '../formats.ts';
import { useSession } from '../queries.ts';
import { Failure } from '../shell/failure.tsx';
import { Panel } from './panel.tsx';
import { personWords } from './person-words.ts';

/** Orders of a person, latest first, in the site's currency as rules count them. */
export function OrderPanel({ id }: { id: string }) {
  const { site } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: ['profile', id, 'orders'],
    queryFn: () => answer(api.profiles[':id'].orders.$get({ param: { id } })),
  });
  return (
    <Panel title={personWords.orders}>
      {error && <Failure error={error} retry={refetch} />}
      {data?.orders.length === 0 && (
        <Text size="sm" c="dimmed">
          {personWords.noOrders}
        </Text>
      )}
      {data?.orders.map((order) => (
        <Stack key={order.key} gap={2} className="console-order">
          <Group justify="space-between" gap="xs">
            <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
              {order.id === null ? personWords.orderWithoutId : personWords.order(order.id)}
            </Text>
            <Group gap="xs">
              {order.status !== 'paid' && (
                <Badge variant="outline" color="gray" tt="none">
                  {personWords.statuses[order.status]}
                </Badge>
              )}
              <Text size="sm" fw={600}>
                {formatMoney(order.amountMinor, site.currency)}
              </Text>
            </Group>
          </Group>
          <Text size="sm" c="dimmed">
            {formatMoment(order.placedAt, site.timeZone)}
            {order.refundedMinor > 0 && `, ${personWords.refunded(formatMoney(order.refundedMinor, site.currency))}`}
          </Text>
          {order.items.length > 0 && (
            <Text size="sm">
              {formatList(
                order.items.map(({ name, quantity }) => personWords.line(name, formatNumber(quantity))),
                'conjunction',
              )}
            </Text>
          )}
        </Stack>
      ))}
    </Panel>
  );
}
