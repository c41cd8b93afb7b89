import { ActionIcon, Alert, Button, Group, Menu, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { answer, api, type SegmentRow } from '../api.ts';
import { formatNumber } from '../formats.ts';
import { insightWords } from '../insights/insight-words.ts';
import { useSession } from '../queries.ts';
import { Icon } from '../shell/icon.tsx';
import { notify } from '../shell/notify.ts';
import { setUnsaved } from '../unsaved.ts';
import { versionWords } from '../version/version-words.ts';
import { NamedDialog } from './named-dialog.tsx';
import { segmentWords } from './segment-words.ts';
import { useSegmentChange } from './use-segment-change.ts';

type Asked = 'duplicate' | 'freeze' | 'delete' | null;

/** What can be done with a segment as a whole. A refusal stays on the page with its reason. */
export function SegmentMenu({ segment }: { segment: SegmentRow }) {
  const { user } = useSession();
  const [, navigate] = useLocation();
  const [asked, setAsked] = useState<Asked>(null);
  const param = { id: segment.id };
  const isDynamic = segment.kind === 'dynamic';

  const named = useSegmentChange(async (name: string) => {
    if (asked === 'freeze') {
      const made = await answer(api.segments[':id'].freeze.$post({ param, json: { name } }));
      notify(segmentWords.done.frozen(formatNumber(made.total)), segmentWords.untilPublish);
      return made.id;
    }
    const { id } = await answer(api.segments[':id'].duplicate.$post({ param, json: { name } }));
    notify(segmentWords.done.duplicated, segmentWords.untilPublish);
    return id;
  });
  const archiving = useSegmentChange(async () => {
    if (segment.archivedAt === null) await answer(api.segments[':id'].archive.$post({ param }));
    else await answer(api.segments[':id'].restore.$post({ param }));
    notify(segmentWords.done[segment.archivedAt === null ? 'archived' : 'restored'], segmentWords.untilPublish);
  });
  const deleting = useSegmentChange(async () => {
    await answer(api.segments[':id'].$delete({ param }));
    notify(segmentWords.done.deleted, segmentWords.untilPublish);
  });
  const refused = archiving.error ?? deleting.error;

  function close() {
    setAsked(null);
    named.reset();
  }

  return (
    <Stack gap="xs" align="end">
      <Group gap="xs">
        <Button component={Link} href={`/segments/${segment.id}/insights`} variant="default">
          {insightWords.link}
        </Button>
        <Button component={Link} href={`/segments/${segment.id}/versions`} variant="default">
          {versionWords.link}
        </Button>
        <Menu
          position="bottom-end"
          disabled={user.role === 'viewer'}
          withinPortal={false}
          withInitialFocusPlaceholder={false}
        >
          <Menu.Target>
            <ActionIcon variant="default" size="lg" aria-label={segmentWords.menu} disabled={user.role === 'viewer'}>
              <Icon name="more" />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {isDynamic && (
              <>
                <Menu.Item leftSection={<Icon name="copy" />} onClick={() => setAsked('duplicate')}>
                  {segmentWords.duplicate}
                </Menu.Item>
                <Menu.Item leftSection={<Icon name="wrap" />} onClick={() => setAsked('freeze')}>
                  {segmentWords.freeze}
                </Menu.Item>
              </>
            )}
            <Menu.Item leftSection={<Icon name="down" />} onClick={() => archiving.mutate(undefined)}>
              {segment.archivedAt === null ? segmentWords.archive : segmentWords.restore}
            </Menu.Item>
            <Menu.Item leftSection={<Icon name="remove" />} onClick={() => setAsked('delete')}>
              {segmentWords.delete}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
      {refused && (
        <Alert color="red" variant="outline" role="alert" maw={420}>
          {refused.message}
        </Alert>
      )}
      {(asked === 'duplicate' || asked === 'freeze') && (
        <NamedDialog
          title={segmentWords[asked]}
          help={segmentWords[`${asked}Help`]}
          name={(asked === 'freeze' ? segmentWords.freezeName : segmentWords.copyName)(segment.draft.name)}
          confirm={segmentWords[asked]}
          error={named.error}
          isWorking={named.isPending}
          onClose={close}
          onConfirm={(name) => named.mutate(name, { onSuccess: (id) => navigate(`/segments/${id}`) })}
        />
      )}
      {asked === 'delete' && (
        <Modal opened onClose={close} withCloseButton={false}>
          <Stack>
            <Modal.Title fw={650}>{segmentWords.delete}</Modal.Title>
            <Text size="sm">{segmentWords.deleteSure(segment.draft.name)}</Text>
            <Group justify="end">
              <Button variant="default" data-autofocus onClick={close}>
                {segmentWords.cancel}
              </Button>
              <Button
                color="red"
                loading={deleting.isPending}
                onClick={() =>
                  deleting.mutate(undefined, {
                    onSuccess: () => {
                      setUnsaved(false);
                      navigate('/segments');
                    },
                    onError: close,
                  })
                }
              >
                {segmentWords.delete}
              </Button>
            </Group>
          </Stack>
        </Modal>
      )}
    </Stack>
  );
}
