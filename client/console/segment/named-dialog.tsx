import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { words } from '../words.ts';
import { segmentWords } from './segment-words.ts';

interface NamedDialogProps {
  title: string;
  help: string;
  name: string;
  confirm: string;
  error: Error | null;
  isWorking: boolean;
  onClose: () => void;
  onConfirm: (name: string) => void;
  /** More to fill in, below the name. */
  children?: ReactNode;
}

/** Asks for the name of a new segment. */
export function NamedDialog({
  title,
  help,
  confirm,
  error,
  isWorking,
  onClose,
  onConfirm,
  ...initial
}: NamedDialogProps) {
  const [name, setName] = useState(initial.name);
  return (
    <Modal opened onClose={onClose} withCloseButton={false}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onConfirm(name.trim());
        }}
      >
        <Stack>
          <Group justify="space-between">
            <Modal.Title fw={650}>{title}</Modal.Title>
            <Modal.CloseButton aria-label={words.close} />
          </Group>
          <Text size="sm">{help}</Text>
          <TextInput
            label={words.form.name}
            required
            maxLength={100}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {initial.children}
          {error && (
            <Text size="sm" role="alert" c="var(--mantine-color-error)">
              {error.message}
            </Text>
          )}
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              {segmentWords.cancel}
            </Button>
            <Button type="submit" loading={isWorking} disabled={name.trim() === ''}>
              {confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
