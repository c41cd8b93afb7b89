import { Group, Loader, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { explainProfile } from '../api.ts';
import { useSegments } from '../queries.ts';
import { Failure } from '../shell/failure.tsx';
import { useAddress } from '../shell/use-address.ts';
import { words } from '../words.ts';
import { ExplainedPart } from './explained-part.tsx';
import { Panel } from './panel.tsx';
import { personWords } from './person-words.ts';
import { VerdictBadge } from './verdict-badge.tsx';

/** Why a person is in a segment or not: each condition with its answer and what was found. The address names the segment. */
export function ExplainPanel({ id }: { id: string }) {
  const { data: segments = [] } = useSegments();
  const [search, change] = useAddress();
  const chosen = search.get('explain');
  return (
    <Panel title={personWords.explain}>
      <Select
        aria-label={personWords.explainChoose}
        placeholder={personWords.explainChoose}
        searchable
        data={segments
          .filter(({ archivedAt }) => archivedAt === null)
          .map((segment) => ({ value: segment.id, label: segment.draft.name }))}
        value={chosen}
        onChange={(segment) => change({ explain: segment })}
      />
      {chosen !== null && <Explanation id={id} segment={chosen} />}
    </Panel>
  );
}

function Explanation({ id, segment }: { id: string; segment: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['profile', id, 'explain', segment],
    queryFn: () => explainProfile(id, segment),
  });
  if (error) return <Failure error={error} retry={refetch} />;
  if (!data) return <Loader aria-label={words.loading} />;
  return (
    <Stack gap="xs" aria-live="polite">
      <Group gap="xs">
        <VerdictBadge verdict={data.verdict} />
        <Text size="sm" c="dimmed">
          {personWords.asEdited}
        </Text>
      </Group>
      <ExplainedPart part={data.root} />
      {data.nearestMiss && (
        <Text size="sm">{personWords.nearest(data.nearestMiss.sentence, data.nearestMiss.change)}</Text>
      )}
    </Stack>
  );
}
