import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { formatNumber, formatTime } from '../formats.ts';
import { useSession } from '../queries.ts';
import { words } from '../words.ts';
import type { usePeopleCount } from './use-people-count.ts';

/** How many people a draft matches: exact, or estimated while the count goes on. */
export function PeopleCount({ counting }: { counting: ReturnType<typeof usePeopleCount> }) {
  const { site } = useSession();
  const { data, error, progress, isFetching, refetch } = counting;
  if (error) {
    return (
      <Group gap="sm" role="status">
        <Text size="sm" c="var(--mantine-color-error)">
          {words.count.failed(error.message)}
        </Text>
        <Button size="compact-sm" variant="default" onClick={() => refetch()}>
          {words.retry}
        </Button>
      </Group>
    );
  }
  if (progress) {
    const { estimate, fraction } = progress;
    return (
      <Stack gap={4} maw={360} role="status">
        <Text fw={600}>{words.count.estimate(formatNumber(estimate.total), formatNumber(estimate.margin))}</Text>
        <Progress value={fraction * 100} aria-label={words.count.counting} />
      </Stack>
    );
  }
  if (!data) return isFetching ? <Text c="dimmed">{words.count.counting}</Text> : null;
  const { total, identified, isUpperBound, approximate, asOf } = data;
  return (
    <div role="status" aria-busy={isFetching}>
      <Text fw={600} span {...(isFetching && { c: 'dimmed' })}>
        {isUpperBound ? words.count.upTo(formatNumber(total)) : words.count.people(total, formatNumber(total))}
      </Text>
      <Text size="sm" c="dimmed">
        {words.count.split(formatNumber(identified), formatNumber(total - identified), formatTime(asOf, site.timeZone))}
      </Text>
      {isUpperBound && (
        <Text size="sm" c="dimmed">
          {words.count.upToHelp}
        </Text>
      )}
      {approximate > 0 && (
        <Text size="sm" c="dimmed">
          {words.count.approximate(approximate, formatNumber(approximate))}
        </Text>
      )}
    </div>
  );
}
