import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { answer, api } from '../api.ts';
import { formatNumber } from '../formats.ts';
import { useSegments, useSession } from '../queries.ts';
import { segmentWords } from '../segment/segment-words.ts';
import { useSegmentChange } from '../segment/use-segment-change.ts';
import { notify } from '../shell/notify.ts';
import { words } from '../words.ts';

const aNewOne = 'new';

/** Puts the chosen profiles on a list, an existing one or a new one. */
export function PutOnList({ ids, onDone }: { ids: string[]; onDone: () => void }) {
  const { user } = useSession();
  const { data: segments = [] } = useSegments();
  const [isOpen, setOpen] = useState(false);
  const [list, setList] = useState<string>(aNewOne);
  const [name, setName] = useState('');
  const lists = segments.filter(({ kind, archivedAt }) => kind === 'list' && archivedAt === null);
  const putting = useSegmentChange(async () => {
    if (list === aNewOne) {
      const made = await answer(api.segments.lists.$post({ json: { name: name.trim(), members: ids } }));
      return { added: made.total, total: made.total };
    }
    return answer(api.segments[':id'].members.$post({ param: { id: list }, json: { add: ids } }));
  });

  function close() {
    setOpen(false);
    putting.reset();
  }

  return (
    <>
      <Button size="xs" disabled={user.role === 'viewer'} onClick={() => setOpen(true)}>
        {segmentWords.put(ids.length)}
      </Button>
      <Modal opened={isOpen} onClose={close} withCloseButton={false}>
        <Stack>
          <Group justify="space-between">
            <Modal.Title fw={650}>{segmentWords.putTitle}</Modal.Title>
            <Modal.CloseButton aria-label={words.close} />
          </Group>
          <Select
            label={segmentWords.whichList}
            allowDeselect={false}
            data={[
              { value: aNewOne, label: segmentWords.aNewList },
              ...lists.map(({ id, draft }) => ({ value: id, label: draft.name })),
            ]}
            value={list}
            onChange={(value) => setList(value ?? aNewOne)}
          />
          {list === aNewOne && (
            <TextInput
              label={segmentWords.listName}
              required
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
          {putting.error && (
            <Text size="sm" role="alert" c="var(--mantine-color-error)">
              {putting.error.message}
            </Text>
          )}
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {segmentWords.cancel}
            </Button>
            <Button
              loading={putting.isPending}
              disabled={list === aNewOne && name.trim() === ''}
              onClick={() =>
                putting.mutate(undefined, {
                  onSuccess: ({ added, total }) => {
                    notify(segmentWords.listChanged, segmentWords.added(formatNumber(added), formatNumber(total)));
                    close();
                    onDone();
                  },
                })
              }
            >
              {segmentWords.put(ids.length)}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
