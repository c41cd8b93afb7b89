import { Alert, Button, Group, Loader, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError, answer, api } from '../api.ts';
import { useSession } from '../queries.ts';
import { Failure } from '../shell/failure.tsx';
import { notify } from '../shell/notify.ts';
import { Refusal } from '../shell/refusal.tsx';
import { useUnsaved } from '../unsaved.ts';
import { words } from '../words.ts';
import { ConsentFields } from './consent-fields.tsx';
import { RateFields } from './rate-fields.tsx';
import { settingsWords } from './settings-words.ts';
import { ShowingFields } from './showing-fields.tsx';
import { SiteFields } from './site-fields.tsx';
import { SiteFormProvider } from './site-form-context.ts';
import { type SiteSettings, type SiteValues, settingsOf, siteErrors, siteValues } from './site-values.ts';

const text = settingsWords.site;
const read = async () => (await answer(api.settings.$get())).settings as SiteSettings;

/** Settings of the site; owners change them. */
export function SitePanel() {
  const { data, error, refetch } = useQuery({
    queryKey: ['settings'],
    queryFn: read,
    refetchOnWindowFocus: false,
    gcTime: 0,
  });
  if (error) return <Failure error={error} retry={refetch} />;
  if (!data) return <Loader aria-label={words.loading} />;
  return <SiteForm stored={data} />;
}

function SiteForm({ stored }: { stored: SiteSettings }) {
  const { user } = useSession();
  const client = useQueryClient();
  const [before, setBefore] = useState(stored);
  const form = useForm<SiteValues>({ initialValues: siteValues(stored), validate: siteErrors });
  useUnsaved(form.isDirty());
  const isOwner = user.role === 'owner';
  const saving = useMutation({
    mutationFn: async (settings: SiteSettings) => {
      await answer(api.settings.$put({ json: { before, settings } }));
      return settings;
    },
    onSuccess: async (settings) => {
      start(settings);
      notify(text.saved, text.savedText);
      await Promise.all(['session', 'publish'].map((key) => client.invalidateQueries({ queryKey: [key] })));
    },
  });
  const isConflict = saving.error instanceof ApiError && saving.error.problem.type === '/problems/conflict';

  function start(settings: SiteSettings): void {
    setBefore(settings);
    form.setValues(siteValues(settings));
    form.resetDirty(siteValues(settings));
  }

  return (
    <SiteFormProvider form={form}>
      <form onSubmit={form.onSubmit((values) => saving.mutate(settingsOf(values)))} noValidate>
        <fieldset disabled={!isOwner} className="console-fieldset">
          <Stack maw={820} gap="lg">
            <SiteFields />
            <ConsentFields />
            <ShowingFields />
            <RateFields />
          </Stack>
        </fieldset>
        <Stack className="console-sticky" gap="sm" py="md" mt="lg">
          {isConflict ? (
            <Alert color="red" variant="outline" role="alert" title={words.form.conflict}>
              <Stack gap="xs" align="start">
                <Text size="sm">{words.form.kept}</Text>
                <Button
                  size="xs"
                  variant="default"
                  onClick={async () => {
                    start(await read());
                    saving.reset();
                  }}
                >
                  {text.loadTheirs}
                </Button>
              </Stack>
            </Alert>
          ) : (
            <Refusal error={saving.error} />
          )}
          {Object.keys(form.errors).length > 0 && (
            <Text size="sm" role="alert" c="var(--mantine-color-error)">
              {words.form.faults}
            </Text>
          )}
          <Group>
            <Button type="submit" loading={saving.isPending} disabled={!isOwner || !form.isDirty()}>
              {text.save}
            </Button>
            <Text size="sm" c="dimmed">
              {isOwner ? form.isDirty() && words.form.unsaved : text.ownerOnly}
            </Text>
          </Group>
        </Stack>
      </form>
    </SiteFormProvider>
  );
}
