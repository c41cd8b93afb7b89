import { Button, Group, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Rule } from '../../../shared/rules/rule.ts';
import { answer, api } from '../api.ts';
import { Who } from '../profile/who.tsx';
import { Failure } from '../shell/failure.tsx';
import { words } from '../words.ts';
import { segmentWords } from './segment-words.ts';

/** Who matches a rule, twenty at a time, newest first. */
export function PeoplePreview({ rule }: { rule: Rule }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery({
    queryKey: ['people', JSON.stringify(rule)],
    queryFn: ({ pageParam }) =>
      answer(api.population.members.$post({ json: { rule, ...(pageParam !== null && { before: pageParam }) } })),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  if (error) return <Failure error={error} retry={refetch} />;
  const people = data?.pages.flatMap(({ members }) => members) ?? [];
  return (
    <Stack gap={6}>
      {people.map((profile) => (
        <Who key={profile.id} profile={profile} />
      ))}
      {isFetching && <Text c="dimmed">{words.loading}</Text>}
      {!isFetching && people.length === 0 && <Text>{segmentWords.nobody}</Text>}
      {hasNextPage && (
        <Group>
          <Button size="xs" variant="default" loading={isFetching} onClick={() => fetchNextPage()}>
            {segmentWords.more}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
