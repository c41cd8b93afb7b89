import { Alert, Group, Loader, MultiSelect, Progress, Stack, Text } from '@mantine/core';
import { useSearchParams } from 'wouter';
import type { SegmentRow } from '../api.ts';
import type { ChartData } from '../chart/chart-data.ts';
import { ChartFrame } from '../chart/chart-frame.tsx';
import { formatList, formatNumber, formatPercent, formatShare } from '../formats.ts';
import { CombinationList, type NamedCombination } from '../overlap/combination-list.tsx';
import { overlapWords } from '../overlap/overlap-words.ts';
import { useOverlap } from '../overlap/use-overlap.ts';
import { useSegments } from '../queries.ts';
import { Failure } from '../shell/failure.tsx';
import { Figure } from '../shell/figure.tsx';
import { PageHeader } from '../shell/page-header.tsx';
import { words } from '../words.ts';

const maxSegments = 4;

/** How many people two to four segments share, combination by combination; which ones is the address. */
export default function SegmentOverlap() {
  const { data: segments, error, refetch } = useSegments();
  const [search, setSearch] = useSearchParams();
  if (error) return <Failure error={error} retry={refetch} />;
  if (!segments) return <Loader aria-label={words.loading} />;
  const usable = segments.filter(({ archivedAt }) => archivedAt === null);
  const asked = [...new Set((search.get('of') ?? '').split(','))];
  const chosen = asked.flatMap((id) => usable.find((segment) => segment.id === id) ?? []).slice(0, maxSegments);
  return (
    <>
      <PageHeader title={overlapWords.title} back={{ href: '/segments', label: words.segments.title }} />
      <Stack maw={880}>
        <MultiSelect
          label={overlapWords.choose}
          description={overlapWords.chooseHelp}
          searchable
          maxValues={maxSegments}
          data={usable.map(({ id, draft }) => ({ value: id, label: draft.name }))}
          value={chosen.map(({ id }) => id)}
          onChange={(ids) => setSearch(ids.length === 0 ? {} : { of: ids.join() }, { replace: true })}
        />
        {chosen.length < 2 ? <Text>{overlapWords.few}</Text> : <Found chosen={chosen} />}
      </Stack>
    </>
  );
}

function Found({ chosen }: { chosen: SegmentRow[] }) {
  const ids = chosen.map(({ id }) => id);
  const { data, error, refetch, fraction } = useOverlap(ids);
  if (error) return <Failure error={error} retry={refetch} />;
  if (!data) {
    return (
      <Stack gap={4} maw={360} role="status">
        <Text size="sm">{overlapWords.counting(formatPercent(fraction))}</Text>
        <Progress value={fraction * 100} aria-label={words.count.counting} />
      </Stack>
    );
  }
  const namesOf = (list: string[]) =>
    chosen.filter(({ id }) => list.includes(id)).map(({ draft }) => overlapWords.quoted(draft.name));
  const combinations: NamedCombination[] = data.combinations
    .map((combination) => {
      const inside = formatList(namesOf(combination.inside), 'conjunction');
      const outside = formatList(namesOf(combination.outside), 'disjunction');
      const name = outside === '' ? inside : overlapWords.but(inside, outside);
      return { ...combination, label: overlapWords.in(name), name };
    })
    .sort((a, b) => b.total - a.total);
  const all = combinations.reduce((sum, { total }) => sum + total, 0);
  const chart: ChartData = {
    title: overlapWords.chart,
    rowLabel: overlapWords.combination,
    columns: [
      { label: overlapWords.people, format: formatNumber },
      { label: overlapWords.identified, format: formatNumber },
      { label: overlapWords.share, format: formatShare },
    ],
    rows: combinations.map(({ label, total, identified }) => ({
      label,
      values: [total, identified, all === 0 ? null : total / all],
    })),
  };
  return (
    <>
      {data.isUpperBound && (
        <Alert variant="outline" color="gray">
          {overlapWords.upTo}
        </Alert>
      )}
      <Group align="stretch">
        {chosen.map(({ id, draft }) => {
          const { total = 0, identified = 0 } = data.sizes.get(id) ?? {};
          return (
            <Figure
              key={id}
              href={`/segments/${id}`}
              label={draft.name}
              value={formatNumber(total)}
              note={words.size.counted(formatNumber(identified), formatNumber(total - identified))}
            />
          );
        })}
      </Group>
      <ChartFrame data={chart}>
        <CombinationList segments={ids} combinations={combinations} all={all} />
      </ChartFrame>
    </>
  );
}
