import { Anchor, Button, Group, Loader, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { answer, api } from '../api.ts';
import { useSession } from '../queries.ts';
import { ShownOnce } from '../settings/shown-once.tsx';
import { SureButton } from '../settings/sure-button.tsx';
import { Failure } from '../shell/failure.tsx';
import { NotFound } from '../shell/not-found.tsx';
import { notify } from '../shell/notify.ts';
import { PageHeader } from '../shell/page-header.tsx';
import { Refusal } from '../shell/refusal.tsx';
import { setUnsaved } from '../unsaved.ts';
import { DeliveryList } from '../webhook/delivery-list.tsx';
import { useWebhooks, useWebhooksChanged } from '../webhook/use-webhooks.ts';
import { WebhookForm } from '../webhook/webhook-form.tsx';
import { webhookWords } from '../webhook/webhook-words.ts';
import { words } from '../words.ts';

const text = webhookWords;
const back = { href: '/settings?tab=webhooks', label: text.title };

/** `new` or the id of a webhook. */
export default function WebhookPage({ id }: { id: string }) {
  return id === 'new' ? <NewWebhook /> : <OldWebhook id={id} />;
}

function NewWebhook() {
  const [made, setMade] = useState<{ id: string; secret: string } | null>(null);
  const changed = useWebhooksChanged();
  return (
    <>
      <PageHeader title={text.create} back={back} />
      {made === null ? (
        <WebhookForm
          settings={null}
          onSave={async (json) => {
            setMade(await answer(api.webhooks.$post({ json })));
            setUnsaved(false);
            await changed();
          }}
        />
      ) : (
        <Stack maw={720}>
          <ShownOnce title={text.once} secret={made.secret} />
          <Anchor component={Link} href={`/webhooks/${made.id}`} w="fit-content">
            {text.toDeliveries}
          </Anchor>
        </Stack>
      )}
    </>
  );
}

function OldWebhook({ id }: { id: string }) {
  const [, navigate] = useLocation();
  const { user } = useSession();
  const { data: webhooks, error, refetch } = useWebhooks();
  const changed = useWebhooksChanged();
  const testing = useMutation({ mutationFn: () => answer(api.webhooks[':id'].test.$post({ param: { id } })) });
  if (error) return <Failure error={error} retry={refetch} />;
  if (!webhooks) return <Loader aria-label={words.loading} />;
  const webhook = webhooks.find((one) => one.id === id);
  if (!webhook) return <NotFound />;
  const { url, kinds, segments, paused } = webhook;
  return (
    <>
      <PageHeader
        title={url}
        back={back}
        actions={
          user.role !== 'viewer' && (
            <Group gap="xs">
              <Button variant="default" size="xs" loading={testing.isPending} onClick={() => testing.mutate()}>
                {text.test}
              </Button>
              <SureButton
                label={text.remove}
                title={text.removeOf(url)}
                question={text.removeSure}
                onSure={async () => {
                  await answer(api.webhooks[':id'].$delete({ param: { id } }));
                  setUnsaved(false);
                  navigate(back.href);
                  await changed();
                }}
              />
            </Group>
          )
        }
      />
      <Refusal error={testing.error} />
      {testing.data && (
        <Text size="sm" role="status" mb="md">
          {testing.data.fault === null && testing.data.status !== null
            ? text.testDone(testing.data.status)
            : text.testFailed(testing.data.status, testing.data.fault)}
        </Text>
      )}
      <WebhookForm
        settings={{ url, kinds, paused, ...(segments && { segments }) }}
        onSave={async (json) => {
          await answer(api.webhooks[':id'].$put({ param: { id }, json }));
          notify(text.saved, text.savedText);
          await changed();
        }}
      />
      <DeliveryList id={id} />
    </>
  );
}
