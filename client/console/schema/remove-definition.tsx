import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useSession } from '../queries.ts';
import { Dialog } from '../shell/dialog.tsx';
import { notify } from '../shell/notify.ts';
import { Refusal } from '../shell/refusal.tsx';
import { setUnsaved } from '../unsaved.ts';
import { schemaWords } from './schema-words.ts';
import { useSchemaChanged } from './use-schema.ts';

interface RemoveDefinitionProps {
  label: string;
  /** Where it was listed. */
  list: string;
  onRemove: () => Promise<unknown>;
}

/** Takes a declaration back, after a question. What rests on it is named by the refusal. */
export function RemoveDefinition({ label, list, onRemove }: RemoveDefinitionProps) {
  const { user } = useSession();
  const [isAsked, setAsked] = useState(false);
  const [, navigate] = useLocation();
  const changed = useSchemaChanged();
  const removing = useMutation({
    mutationFn: onRemove,
    onSuccess: async () => {
      notify(schemaWords.removed, schemaWords.removedText);
      setUnsaved(false);
      navigate(list);
      await changed();
    },
  });
  return (
    <>
      <Button
        variant="default"
        size="xs"
        disabled={user.role === 'viewer'}
        onClick={() => {
          removing.reset();
          setAsked(true);
        }}
      >
        {schemaWords.remove}
      </Button>
      {isAsked && (
        <Dialog title={schemaWords.remove} onClose={() => setAsked(false)}>
          <Text size="sm">{schemaWords.removeSure(label)}</Text>
          <Refusal error={removing.error} />
          <Group justify="end">
            <Button variant="default" data-autofocus onClick={() => setAsked(false)}>
              {schemaWords.cancel}
            </Button>
            <Button color="red" loading={removing.isPending} onClick={() => removing.mutate()}>
              {schemaWords.remove}
            </Button>
          </Group>
        </Dialog>
      )}
    </>
  );
}
