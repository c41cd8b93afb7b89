import { Alert, Button, Code, CopyButton, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { formatDuration, formatNumber } from '../formats.ts';
import { useOverview, usePublishing, useSession } from '../queries.ts';
import { Failure } from '../shell/failure.tsx';
import { Figure } from '../shell/figure.tsx';
import { PageHeader } from '../shell/page-header.tsx';
import { words } from '../words.ts';

/** The job looks twice a minute: what waits for longer than one is behind. */
const expectedLagMs = 60_000;

export default function Home() {
  const { site } = useSession();
  const { data, error, refetch } = useOverview();
  const publishing = usePublishing();
  const snippet = `<script async src="${window.location.origin}/t/${site.id}.js"></script>`;

  return (
    <>
      <PageHeader title={words.home.title(site.name)} />
      {error && <Failure error={error} retry={refetch} />}
      {data?.recheck && data.recheck.lateMs > expectedLagMs && (
        <Alert title={words.home.late} mb="lg" role="status">
          {words.home.lateText(
            formatNumber(data.recheck.due) + (data.recheck.isMore ? '+' : ''),
            formatDuration(data.recheck.lateMs),
          )}
        </Alert>
      )}
      {data && (
        <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} mb="lg">
          <Figure
            href="/profiles"
            label={words.home.people}
            value={formatNumber(data.people.total)}
            note={words.home.split(
              formatNumber(data.people.identified),
              formatNumber(data.people.total - data.people.identified),
            )}
          />
          <Figure href="/segments" label={words.home.segments} value={formatNumber(data.segments)} />
          <Figure
            href="/campaigns"
            label={words.home.campaigns}
            value={formatNumber(data.campaigns)}
            note={words.home.live(formatNumber(data.liveCampaigns))}
          />
          <Figure
            label={words.home.version}
            value={data.version === 0 ? '–' : formatNumber(data.version)}
            note={data.version === 0 ? words.home.noVersion : words.home.waiting(publishing.data?.changes.length ?? 0)}
          />
        </SimpleGrid>
      )}
      <Stack className="console-panel" p="lg" gap="sm" id="tag">
        <Title order={2}>{words.home.embed}</Title>
        <Text size="sm" c="dimmed">
          {words.home.embedText}
        </Text>
        <Group align="stretch" gap="sm">
          <Code block flex={1} miw={0} tabIndex={0} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {snippet}
          </Code>
          <CopyButton value={snippet}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? words.home.copied : words.home.copy}
              </Button>
            )}
          </CopyButton>
        </Group>
      </Stack>
    </>
  );
}
