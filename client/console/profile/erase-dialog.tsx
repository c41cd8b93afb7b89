import { Button, Group, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { answer, api, type ProfilePage } from '../api.ts';
import { formatMoment, formatNumber } from '../formats.ts';
import { useSession } from '../queries.ts';
import { Dialog } from '../shell/dialog.tsx';
import { Refusal } from '../shell/refusal.tsx';
import { FactLine } from './fact-line.tsx';
import { personWords } from './person-words.ts';
import { whoOf } from './who.tsx';

const text = personWords.erase;

/** Erases a person once their name is typed, and shows the receipt. */
export function EraseDialog({ profile, onClose }: { profile: ProfilePage; onClose: () => void }) {
  const { site } = useSession();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState('');
  const name = whoOf(profile);
  const erasing = useMutation({
    mutationFn: () => answer(api.profiles[':id'].$delete({ param: { id: profile.id } })),
  });
  const receipt = erasing.data;

  async function leave() {
    navigate('/profiles');
    await client.invalidateQueries();
  }

  if (receipt) {
    return (
      <Dialog title={text.receipt} onClose={leave}>
        <FactLine name={text.receiptId}>{receipt.id}</FactLine>
        <FactLine name={text.erasedAt}>{formatMoment(receipt.at, site.timeZone)}</FactLine>
        {Object.entries(receipt.counts).map(([what, count]) => (
          <FactLine key={what} name={what.replaceAll('_', ' ')}>
            {formatNumber(count)}
          </FactLine>
        ))}
        <Text size="sm">{receipt.note}</Text>
        <Group justify="end">
          <Button data-autofocus onClick={leave}>
            {text.done}
          </Button>
        </Group>
      </Dialog>
    );
  }
  return (
    <Dialog title={text.title} onClose={onClose}>
      <Text size="sm">{text.help}</Text>
      <TextInput
        label={text.type(name)}
        autoComplete="off"
        data-autofocus
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Refusal error={erasing.error} />
      <Group justify="end">
        <Button variant="default" onClick={onClose}>
          {personWords.cancel}
        </Button>
        <Button
          color="red"
          loading={erasing.isPending}
          disabled={typed.trim() !== name}
          onClick={() => erasing.mutate()}
        >
          {text.confirm}
        </Button>
      </Group>
    </Dialog>
  );
}
