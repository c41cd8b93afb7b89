import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { ProfilePage } from '../api.ts';
import { useSession } from '../queries.ts';
import { EraseDialog } from './erase-dialog.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { personWords } from './person-words.ts';

/** What can be done with a person as a whole. */
export function PersonActions({ profile }: { profile: ProfilePage }) {
  const { user } = useSession();
  const [asked, setAsked] = useState<'merge' | 'erase' | null>(null);
  const isViewer = user.role === 'viewer';
  const close = () => setAsked(null);
  return (
    <Group gap="xs">
      <Button component="a" href={`/api/console/profiles/${profile.id}/export`} download variant="default" size="xs">
        {personWords.export}
      </Button>
      <Button variant="default" size="xs" disabled={isViewer} onClick={() => setAsked('merge')}>
        {personWords.merge.button}
      </Button>
      <Button variant="default" size="xs" disabled={isViewer} onClick={() => setAsked('erase')}>
        {personWords.erase.button}
      </Button>
      {asked === 'merge' && <MergeDialog profile={profile} onClose={close} />}
      {asked === 'erase' && <EraseDialog profile={profile} onClose={close} />}
    </Group>
  );
}
