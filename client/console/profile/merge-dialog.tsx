import { Button, Group, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { answer, api, type ProfilePage } from '../api.ts';
import { Dialog } from '../shell/dialog.tsx';
import { notify } from '../shell/notify.ts';
import { Refusal } from '../shell/refusal.tsx';
import { personWords } from './person-words.ts';
import { whoOf } from './who.tsx';

const text = personWords.merge;

/** Finds another profile by an id of theirs and makes both one. */
export function MergeDialog({ profile, onClose }: { profile: ProfilePage; onClose: () => void }) {
  const [who, setWho] = useState('');
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const finding = useMutation({
    mutationFn: async () => {
      const { profiles } = await answer(api.profiles.$get({ query: { who: who.trim() } }));
      return profiles.filter(({ id }) => id !== profile.id);
    },
  });
  const merging = useMutation({
    mutationFn: (other: string) => answer(api.profiles.merge.$post({ json: { profiles: [profile.id, other] } })),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries();
      notify(text.done, text.doneText);
      onClose();
      navigate(`/profiles/${id}`);
    },
  });

  return (
    <Dialog title={text.title} onClose={onClose}>
      <Text size="sm">{text.help}</Text>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          finding.mutate();
        }}
      >
        <Group align="end" wrap="nowrap">
          <TextInput
            label={text.who}
            description={text.whoHelp}
            required
            maxLength={254}
            flex={1}
            data-autofocus
            value={who}
            onChange={(event) => setWho(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={finding.isPending} disabled={who.trim() === ''}>
            {text.find}
          </Button>
        </Group>
      </form>
      {finding.data?.length === 0 && (
        <Text size="sm" role="status">
          {text.none}
        </Text>
      )}
      {finding.data?.map((other) => (
        <Group key={other.id} justify="space-between">
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {[...new Set([whoOf(other), other.email ?? other.id, other.id])].join(', ')}
          </Text>
          <Button size="xs" loading={merging.isPending} onClick={() => merging.mutate(other.id)}>
            {text.with(whoOf(other))}
          </Button>
        </Group>
      ))}
      <Refusal error={finding.error ?? merging.error} />
    </Dialog>
  );
}
