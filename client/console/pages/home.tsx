import { Alert, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { formatDuration, formatNumber } from '../formats.ts';
import { AttentionList } from '../home/attention-list.tsx';
import { ChangeList } from '../home/change-list.tsx';
import { FirstSteps } from '../home/first-steps.tsx';
import { homeWords } from '../home/home-words.ts';
import { SamplePeople } from '../home/sample-people.tsx';
import { TagLine } from '../home/tag-line.tsx';
import { useOverview, usePublishing, useSession } from '../queries.ts';
import { Failure } from '../shell/failure.tsx';
import { Figure } from '../shell/figure.tsx';
import { PageHeader } from '../shell/page-header.tsx';

/** The job looks twice a minute: what waits for longer than one is behind. */
const expectedLagMs = 60_000;

export default function Home() {
  const { site } = useSession();
  const { data, error, refetch } = useOverview();
  const publishing = usePublishing();
  const isNew = data !== undefined && Object.values(data.steps).includes(false);

  return (
    <>
      <PageHeader title={homeWords.title(site.name)} />
      {error && <Failure error={error} retry={refetch} />}
      {data?.recheck && data.recheck.lateMs > expectedLagMs && (
        <Alert title={homeWords.late} mb="lg" role="status">
          {homeWords.lateText(
            formatNumber(data.recheck.due) + (data.recheck.isMore ? '+' : ''),
            formatDuration(data.recheck.lateMs),
          )}
        </Alert>
      )}
      {data && <SamplePeople overview={data} />}
      {isNew && <FirstSteps steps={data.steps} />}
      {data && (
        <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} mb="lg">
          <Figure
            href="/profiles"
            label={homeWords.people}
            value={formatNumber(data.people.total)}
            note={homeWords.split(
              formatNumber(data.people.identified),
              formatNumber(data.people.total - data.people.identified),
            )}
          />
          <Figure href="/segments" label={homeWords.segments} value={formatNumber(data.segments)} />
          <Figure
            href="/campaigns"
            label={homeWords.campaigns}
            value={formatNumber(data.campaigns)}
            note={homeWords.live(formatNumber(data.liveCampaigns))}
          />
          <Figure
            label={homeWords.version}
            value={data.version === 0 ? '–' : formatNumber(data.version)}
            note={data.version === 0 ? homeWords.noVersion : homeWords.waiting(publishing.data?.changes.length ?? 0)}
          />
        </SimpleGrid>
      )}
      {data && data.attention.length > 0 && <AttentionList attention={data.attention} />}
      {data && data.changes.length > 0 && <ChangeList changes={data.changes} />}
      {data && !isNew && (
        <Stack className="console-panel" component="section" p="lg" gap="sm" id="tag">
          <Title order={2}>{homeWords.embed}</Title>
          <Text size="sm" c="dimmed">
            {homeWords.embedText}
          </Text>
          <TagLine />
        </Stack>
      )}
    </>
  );
}
