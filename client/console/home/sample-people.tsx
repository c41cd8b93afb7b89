import { Alert, Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api, type Overview } from '../api.ts';
import { formatNumber } from '../formats.ts';
import { useSession } from '../queries.ts';
import { Refusal } from '../shell/refusal.tsx';
import { homeWords } from './home-words.ts';

const text = homeWords.samples;
const atOnce = 10;

/** Offers imagined people to a site that nobody has visited, and a way to be rid of them; nothing where there are neither. */
export function SamplePeople({ overview: { samples, steps } }: { overview: Overview }) {
  const { user } = useSession();
  const client = useQueryClient();
  const [done, setDone] = useState(samples.people);
  // Everything that is shown of people rests on who is there.
  const onSettled = () => client.invalidateQueries();
  const adding = useMutation({
    mutationFn: async () => {
      for (let people = samples.people; people < samples.most; ) {
        // One that was cut short left an odd number.
        const count = Math.min(atOnce, samples.most - people);
        people = (await answer(api['sample-people'].$post({ json: { count } }))).people;
        setDone(people);
      }
    },
    onSettled,
  });
  const removing = useMutation({
    mutationFn: async () => {
      for (let people = samples.people; people > 0; ) {
        people = (await answer(api['sample-people'].remove.$post({ json: { count: atOnce } }))).people;
        setDone(people);
      }
    },
    onSettled,
  });
  const { isPending } = adding.isPending ? adding : removing;
  if (samples.people === 0 && steps.heard && !isPending) return null;
  return (
    <Alert mb="lg" color="gray" role="status">
      <Group justify="space-between" gap="sm">
        <Text size="sm" flex="1 1 320px">
          {samples.people === 0 ? text.offer : text.loaded(formatNumber(samples.people))}
        </Text>
        {samples.people < samples.most && (
          <Button
            variant="default"
            disabled={user.role === 'viewer' || removing.isPending}
            loading={adding.isPending}
            onClick={() => adding.mutate()}
          >
            {text.load}
          </Button>
        )}
        {samples.people > 0 && (
          <Button
            variant="default"
            disabled={user.role === 'viewer' || adding.isPending}
            loading={removing.isPending}
            onClick={() => removing.mutate()}
          >
            {text.remove}
          </Button>
        )}
      </Group>
      {isPending && (
        <Text size="sm" mt="xs">
          {adding.isPending
            ? text.loading(formatNumber(done), formatNumber(samples.most))
            : text.removing(formatNumber(done))}
        </Text>
      )}
      <Refusal error={adding.error ?? removing.error} />
    </Alert>
  );
}
