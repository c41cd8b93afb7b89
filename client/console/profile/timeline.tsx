import { Button, Chip, Group, Loader, Stack, Text, Title } from '@mantine/core';
import { timelineKinds } from '../../../shared/profile/timeline-kinds.ts';
import type { TimelineEvent } from '../api.ts';
import { formatDay, formatTime } from '../formats.ts';
import { useCampaigns, useSession, useTimeline } from '../queries.ts';
import { Failure } from '../shell/failure.tsx';
import { useAddress } from '../shell/use-address.ts';
import { words } from '../words.ts';
import { eventWords } from './event-words.ts';
import { Panel } from './panel.tsx';

/** What the person did, newest first, under the days of the site's zone. */
export function Timeline({ id }: { id: string }) {
  const [search, change] = useAddress();
  const kinds = timelineKinds.filter((kind) => search.getAll('show').includes(kind));
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useTimeline(id, kinds);
  const { site } = useSession();
  const campaigns = useCampaigns();
  const names = new Map(campaigns.data?.map((campaign) => [campaign.id, campaign.draft.name]));
  const events = data?.pages.flatMap((page) => page.events) ?? [];

  return (
    <Panel title={words.profiles.timeline}>
      <Chip.Group multiple value={kinds} onChange={(show) => change({ show })}>
        <Group gap={6} role="group" aria-label={words.profiles.timelineFilter}>
          {timelineKinds.map((kind) => (
            <Chip key={kind} value={kind} size="xs" variant="outline">
              {words.profiles.timelineKinds[kind]}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {error && <Failure error={error} retry={refetch} />}
      {!data && !error && <Loader aria-label={words.loading} />}
      {data && events.length === 0 && (
        <Text c="dimmed">{hasNextPage ? words.profiles.noneSoFar : words.profiles.noEvents}</Text>
      )}
      {byDay(events, site.timeZone).map(({ day, events: ofDay }) => (
        <Stack key={day} gap={0} mt="xs" className="console-day">
          <Title order={3} size="sm" pb={6}>
            {day}
          </Title>
          {ofDay.map((event) => (
            <div key={event.id} className="console-event">
              <Text component="time" size="sm" c="dimmed" dateTime={new Date(event.time).toISOString()}>
                {formatTime(event.time, site.timeZone)}
              </Text>
              <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                {eventWords(event, {
                  currency: site.currency,
                  campaignName: (campaign) => names.get(campaign) ?? campaign,
                })}
              </Text>
            </div>
          ))}
        </Stack>
      ))}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {words.profiles.more}
        </Button>
      )}
    </Panel>
  );
}

function byDay(events: TimelineEvent[], timeZone: string): { day: string; events: TimelineEvent[] }[] {
  const days: { day: string; events: TimelineEvent[] }[] = [];
  for (const event of events) {
    const day = formatDay(event.time, timeZone);
    const last = days.at(-1);
    if (last?.day === day) last.events.push(event);
    else days.push({ day, events: [event] });
  }
  return days;
}
