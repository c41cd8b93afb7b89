import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { formatNumber, formatTime } from '../formats.ts';
import { useSession } from '../queries.ts';
import { words } from '../words.ts';
import type { PeopleCount as Counted } from './count-people.ts';
import type { usePeopleCount } from './use-people-count.ts';

interface PeopleCountProps {
  counting: ReturnType<typeof usePeopleCount>;
  /** Is the rule filled in? Until it is, the number is that of the rule before. */
  isWhole?: boolean;
}

/** How many people a draft matches: exact, or estimated while the count goes on. */
export function PeopleCount({ counting, isWhole = true }: PeopleCountProps) {
  const { data, error, progress, isFetching, isStopped, isPlaceholderData, refetch, cancel } = counting;
  if (error && isWhole) {
    return (
      <Group gap="sm" role="status">
        <Text size="sm" c="var(--mantine-color-error)">
          {words.count.failed(error.message)}
        </Text>
        <Retry label={words.retry} onClick={() => refetch()} />
      </Group>
    );
  }
  if (progress) {
    const { estimate, fraction } = progress;
    return (
      <Stack gap={4} maw={360} role="status">
        <Text fw={600}>{words.count.estimate(formatNumber(estimate.total), formatNumber(estimate.margin))}</Text>
        <Group gap="sm" wrap="nowrap">
          <Progress flex={1} value={fraction * 100} aria-label={words.count.counting} />
          <Retry label={words.count.stop} onClick={() => cancel()} />
        </Group>
      </Stack>
    );
  }
  if (!data) return isFetching ? <Text c="dimmed">{words.count.counting}</Text> : null;
  return (
    <div role="status" aria-busy={isFetching}>
      <ExactCount counted={data} isBefore={isPlaceholderData || !isWhole} />
      {counting.isCountingParts && (
        <Text size="sm" c="dimmed">
          {words.count.countingRows}
        </Text>
      )}
      {counting.partsError && !counting.isCountingParts && (
        <Group gap="sm">
          <Text size="sm" c="var(--mantine-color-error)">
            {words.count.rowsFailed(counting.partsError.message)}
          </Text>
          <Retry label={words.retry} onClick={() => counting.retryParts()} />
        </Group>
      )}
      {isStopped && isWhole && (
        <Group gap="sm">
          <Text size="sm">{words.count.stopped}</Text>
          <Retry label={words.count.again} onClick={() => refetch()} />
        </Group>
      )}
    </div>
  );
}

function Retry({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button size="compact-sm" variant="default" onClick={onClick}>
      {label}
    </Button>
  );
}

/** `isBefore`: of the rule as it was, until the one as it is has been counted. */
function ExactCount({ counted, isBefore }: { counted: Counted; isBefore: boolean }) {
  const { site } = useSession();
  const { total, identified, isUpperBound, approximate, asOf } = counted;
  return (
    <>
      <Text fw={600} span {...(isBefore && { c: 'dimmed' })}>
        {isUpperBound ? words.count.upTo(formatNumber(total)) : words.count.people(total, formatNumber(total))}
      </Text>
      <Text size="sm" c="dimmed">
        {words.count.split(formatNumber(identified), formatNumber(total - identified), formatTime(asOf, site.timeZone))}
        {isBefore && ` ${words.count.before}`}
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
    </>
  );
}
