import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../shell/dialog.tsx';
import { Refusal } from '../shell/refusal.tsx';
import { settingsWords } from './settings-words.ts';

interface SureButtonProps {
  label: string;
  /** With the name of what it is done to. */
  title: string;
  question: string;
  onSure: () => Promise<unknown>;
}

/** A button for what cannot be undone: asks first, and says why it was refused. */
export function SureButton({ label, title, question, onSure }: SureButtonProps) {
  const [isAsked, setAsked] = useState(false);
  const doing = useMutation({ mutationFn: onSure, onSuccess: () => setAsked(false) });
  return (
    <>
      <Button
        variant="default"
        size="xs"
        aria-label={title}
        onClick={() => {
          doing.reset();
          setAsked(true);
        }}
      >
        {label}
      </Button>
      {isAsked && (
        <Dialog title={title} onClose={() => setAsked(false)}>
          <Text size="sm">{question}</Text>
          <Refusal error={doing.error} />
          <Group justify="end">
            <Button variant="default" data-autofocus onClick={() => setAsked(false)}>
              {settingsWords.users.cancel}
            </Button>
            <Button color="red" loading={doing.isPending} onClick={() => doing.mutate()}>
              {label}
            </Button>
          </Group>
        </Dialog>
      )}
    </>
  );
}
