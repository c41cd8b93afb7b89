import { Alert, Box, Group, Loader, Progress, SegmentedControl, Stack, Text } from '@mantine/core';
import { useSearchParams } from 'wouter';
import { type InsightUnit, insightUnits } from '../../../shared/insights/insights.ts';
import { formatMoment, formatNumber, formatPercent } from '../formats.ts';
import { InsightCharts } from '../insights/insight-charts.tsx';
import { InsightFigures } from '../insights/insight-figures.tsx';
import { insightWords } from '../insights/insight-words.ts';
import { SizeHistory } from '../insights/size-history.tsx';
import { useInsightSubject } from '../insights/use-insight-subject.ts';
import { useInsights } from '../insights/use-insights.ts';
import { useSession } from '../queries.ts';
import { Failure } from '../shell/failure.tsx';
import { NotFound } from '../shell/not-found.tsx';
import { PageHeader } from '../shell/page-header.tsx';
import { words } from '../words.ts';

/** What the people of a segment have in common. `id`: of a segment, or `smart.` and the key of a smart one. */
export default function SegmentInsights({ id }: { id: string }) {
  const { subject, error, retry } = useInsightSubject(id);
  if (error) return <Failure error={error} retry={retry} />;
  if (subject === null) return <NotFound />;
  if (subject === undefined) return <Loader aria-label={words.loading} />;
  return <Insights subject={subject} />;
}

function Insights({ subject }: { subject: NonNullable<ReturnType<typeof useInsightSubject>['subject']> }) {
  const { site } = useSession();
  const [search, setSearch] = useSearchParams();
  const by: InsightUnit = insightUnits.find((unit) => unit === search.get('by')) ?? 'month';
  const { data, error, refetch, isFetching, isPlaceholderData, fraction } = useInsights(subject.rule, by);
  return (
    <>
      <PageHeader title={insightWords.title(subject.name)} back={subject.back} />
      <Group justify="space-between" mb="md">
        <SegmentedControl
          aria-label={insightWords.by}
          value={by}
          onChange={(value) => setSearch(value === 'month' ? {} : { by: value }, { replace: true })}
          data={insightUnits.map((unit) => ({ value: unit, label: insightWords.units[unit] }))}
        />
        {data && (
          <Text size="sm" c="dimmed">
            {insightWords.asOf(`${formatMoment(data.asOf, site.timeZone)} (${site.timeZone})`)}
          </Text>
        )}
      </Group>
      {error && <Failure error={error} retry={refetch} />}
      {isFetching && (
        <Stack gap={4} maw={360} mb="md" role="status">
          <Text size="sm">{insightWords.counting(formatPercent(fraction))}</Text>
          <Progress value={fraction * 100} aria-label={words.count.counting} />
        </Stack>
      )}
      {data && !error && (
        <div aria-busy={isFetching}>
          {data.isUpperBound && <Note text={insightWords.upTo} />}
          {data.insights.withheld > 0 && (
            <Note text={insightWords.withheld(data.insights.withheld, formatNumber(data.insights.withheld))} />
          )}
          <InsightFigures insights={data.insights} currency={site.currency} />
          {data.insights.people === 0 ? (
            <Text mt="md">{insightWords.nobody}</Text>
          ) : (
            // Periods of the unit before would bear the names of the new one.
            !isPlaceholderData && <InsightCharts found={data} by={by} />
          )}
        </div>
      )}
      {subject.segment && (
        <Box mt="md">
          <SizeHistory segment={subject.segment} />
        </Box>
      )}
    </>
  );
}

function Note({ text }: { text: string }) {
  return (
    <Alert variant="outline" color="gray" mb="md">
      {text}
    </Alert>
  );
}
