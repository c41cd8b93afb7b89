import { Button, Checkbox, Group, MultiSelect, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { WebhookSettings, webhookKinds } from '../../../shared/schema/webhook.ts';
import { useSegments, useSession } from '../queries.ts';
import { Refusal } from '../shell/refusal.tsx';
import { useUnsaved } from '../unsaved.ts';
import { words } from '../words.ts';
import { formErrors } from '../zod-words.ts';
import { webhookWords } from './webhook-words.ts';

const text = webhookWords;

interface WebhookFormProps {
  /** Null for a new one. */
  settings: WebhookSettings | null;
  onSave: (settings: WebhookSettings) => Promise<unknown>;
}

/** Where it is sent and what it is told. */
export function WebhookForm({ settings, onSave }: WebhookFormProps) {
  const { user } = useSession();
  const { data: segments = [] } = useSegments();
  const form = useForm({
    initialValues: {
      url: settings?.url ?? '',
      kinds: settings?.kinds ?? [],
      segments: settings?.segments ?? [],
      paused: settings?.paused ?? false,
    },
    validate: (values) => formErrors(WebhookSettings, settingsOf(values)),
  });
  useUnsaved(form.isDirty());
  const saving = useMutation({
    mutationFn: async (values: typeof form.values) => {
      await onSave(settingsOf(values));
      form.resetDirty(values);
    },
  });
  const isAboutSegments = form.values.kinds.some(isOfSegments);
  const isViewer = user.role === 'viewer';

  return (
    <form noValidate onSubmit={form.onSubmit((values) => saving.mutate(values))}>
      <Stack maw={720}>
        <TextInput
          type="url"
          label={text.url}
          description={text.urlHelp}
          required
          maxLength={2_000}
          {...form.getInputProps('url')}
        />
        <Checkbox.Group label={text.kinds} required {...form.getInputProps('kinds')}>
          <Stack gap="xs" mt="xs">
            {webhookKinds.map((kind) => (
              <Checkbox key={kind} value={kind} label={text.kindNames[kind]} />
            ))}
          </Stack>
        </Checkbox.Group>
        {isAboutSegments && (
          <MultiSelect
            label={text.segments}
            description={text.segmentsHelp}
            searchable
            clearable
            maxValues={100}
            data={segments.map(({ id, draft }) => ({ value: id, label: draft.name }))}
            {...form.getInputProps('segments')}
          />
        )}
        {settings && <Switch label={text.paused} {...form.getInputProps('paused', { type: 'checkbox' })} />}
        <Refusal error={saving.error} />
        <Group>
          <Button
            type="submit"
            loading={saving.isPending}
            disabled={isViewer || (settings !== null && !form.isDirty())}
          >
            {settings === null ? words.form.create : text.save}
          </Button>
          {isViewer && (
            <Text size="sm" c="dimmed">
              {words.form.viewer}
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
}

const isOfSegments = (kind: string) => kind.startsWith('segment.');

function settingsOf({ segments = [], ...rest }: WebhookSettings): WebhookSettings {
  return segments.length > 0 && rest.kinds.some(isOfSegments) ? { ...rest, segments } : rest;
}
