import { Alert, Anchor, Badge, Box, Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from 'wouter';
import type { Fault } from '../../../shared/schema/problem.ts';
import { ApiError, type Publishing, type Session } from '../api.ts';
import { usePublish, usePublishing, useReview } from '../queries.ts';
import { useVersions, type VersionedKind } from '../version/use-versions.ts';
import { words } from '../words.ts';
import { ChangeList } from './change-list.tsx';
import { notify } from './notify.ts';

/** Of so many changes it is told what they change; the others have their pages. */
const maxTold = 20;

type Change = Publishing['changes'][number];

/** Says how much waits to be published, shows what it is, and publishes it. */
export function PublishButton({ session }: { session: Session }) {
  const [opened, { open, close }] = useDisclosure();
  const { data } = usePublishing();
  const publish = usePublish();
  const changes = data?.changes ?? [];
  const mayPublish = session.user.role !== 'viewer';
  const { data: review } = useReview(opened);
  const warnings = review?.warnings ?? [];
  const faults = publish.error instanceof ApiError ? (publish.error.problem.errors ?? []) : [];

  async function confirm() {
    try {
      const { version } = await publish.mutateAsync();
      close();
      notify(words.publish.done(version), words.publish.doneText);
    } catch {
      // Shown in the dialog, from the mutation's error.
    }
  }

  return (
    <>
      <Button
        size="xs"
        variant={changes.length > 0 ? 'filled' : 'default'}
        onClick={() => {
          publish.reset();
          open();
        }}
      >
        {words.publish.button(changes.length)}
      </Button>
      {/* Its own header would be a second banner of the page. */}
      <Modal opened={opened} onClose={close} withCloseButton={false} size="lg">
        <Stack>
          <Group justify="space-between">
            <Modal.Title fw={650}>{words.publish.title}</Modal.Title>
            <Modal.CloseButton aria-label={words.close} />
          </Group>
          <Text size="sm">
            {changes.length === 0 ? words.publish.nothing : words.publish.intro(data?.version ?? 0)}
          </Text>
          <Stack gap="xs">
            {changes.map((change, index) => (
              <div key={change.id}>
                <ChangeLine change={change} close={close} />
                {change.state === 'changed' && index < maxTold && <WhatChanges kind={change.kind} id={change.id} />}
              </div>
            ))}
          </Stack>
          {warnings.length > 0 && (
            <Alert color="yellow" variant="outline" title={words.publish.warnings}>
              <List size="sm" spacing={4}>
                {warnings.map((fault) => (
                  <FaultLine key={fault.pointer + fault.detail} fault={fault} name={fault.name} close={close} />
                ))}
              </List>
            </Alert>
          )}
          {publish.error && (
            <Alert
              color="red"
              variant="outline"
              title={faults.length > 0 ? words.publish.faults : words.failure}
              role="alert"
            >
              {faults.length > 0 ? (
                <List size="sm" spacing={4}>
                  {faults.map((fault) => (
                    <FaultLine
                      key={fault.pointer + fault.detail}
                      fault={fault}
                      name={nameOf(fault, changes)}
                      close={close}
                    />
                  ))}
                </List>
              ) : (
                publish.error.message
              )}
            </Alert>
          )}
          {!mayPublish && <Text size="sm">{words.publish.readOnly}</Text>}
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {words.publish.cancel}
            </Button>
            <Button disabled={!mayPublish || changes.length === 0} loading={publish.isPending} onClick={confirm}>
              {words.publish.confirm}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

/** What visitors have now, and what they will have. */
function WhatChanges({ kind, id }: { kind: VersionedKind; id: string }) {
  const { data } = useVersions(kind, id);
  if (!data || data.versions.length === 0) return null;
  return (
    <Box ps={88} pt={2}>
      <ChangeList changes={data.draft} />
    </Box>
  );
}

function ChangeLine({ change, close }: { change: Change; close: () => void }) {
  return (
    <Group gap="xs" wrap="nowrap">
      <Text size="sm" c="dimmed" w={80}>
        {words.publish.kinds[change.kind]}
      </Text>
      {change.state === 'deleted' ? (
        <Text size="sm" flex={1}>
          {change.name}
        </Text>
      ) : (
        <Anchor component={Link} href={`/${change.kind}s/${change.id}`} onClick={close} size="sm" flex={1}>
          {change.name}
        </Anchor>
      )}
      <Badge variant="outline" color={change.state === 'draft' ? 'pine' : 'gray'}>
        {words.publish.changes[change.state]}
      </Badge>
    </Group>
  );
}

function nameOf({ pointer }: Fault, changes: Change[]): string {
  const id = pointer.split('/')[2] ?? '';
  return changes.find((change) => change.id === id)?.name ?? id;
}

/** Pointers begin with `/segment/ID` or `/campaign/ID`: the link leads there. */
function FaultLine({ fault, name, close }: { fault: Fault; name: string; close: () => void }) {
  const [, kind = '', id = ''] = fault.pointer.split('/');
  return (
    <List.Item>
      <Anchor component={Link} href={`/${kind}s/${id}`} onClick={close} size="sm">
        {name}
      </Anchor>
      : {fault.detail}
    </List.Item>
  );
}
