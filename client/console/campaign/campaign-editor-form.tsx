import { Button, Group, Input, NumberInput, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { Link, useLocation, useSearchParams } from 'wouter';
import { answer, api, type CampaignRow, readCampaign } from '../api.ts';
import { SaveBar } from '../draft/save-bar.tsx';
import { useSaveDraft } from '../draft/use-save-draft.ts';
import { PageHeader } from '../shell/page-header.tsx';
import { StateBadge } from '../shell/state-badge.tsx';
import { setUnsaved, useUnsaved } from '../unsaved.ts';
import { versionWords } from '../version/version-words.ts';
import { words } from '../words.ts';
import { formErrors } from '../zod-words.ts';
import { CampaignFormProvider, useCampaignForm } from './campaign-form-context.ts';
import { CampaignSteps } from './campaign-steps.tsx';
import { CampaignDraft, campaignDraftOf, campaignValuesOf } from './campaign-values.ts';

/** Creates (`row` is null) or edits a campaign. */
export function CampaignEditorForm({ row }: { row: CampaignRow | null }) {
  const [, navigate] = useLocation();
  const [search] = useSearchParams();
  const form = useCampaignForm({
    initialValues: campaignValuesOf(row?.draft ?? null),
    validate: (values) => formErrors(CampaignDraft, campaignDraftOf(values)),
  });
  useUnsaved(form.isDirty());

  const read = () => readCampaign(row?.id ?? '');
  const saving = useSaveDraft<CampaignDraft>(row?.revision ?? null, form, {
    create: (draft) => answer(api.campaigns.$post({ json: { draft } })),
    save: (draft, revision) =>
      answer(api.campaigns[':id'].$put({ param: { id: row?.id ?? '' }, json: { draft, revision } })),
    currentRevision: async () => (await read()).revision,
    onSaved: ({ id }) => {
      form.resetDirty();
      setUnsaved(false);
      if (!row) navigate(`/campaigns/${id}?${search}`, { replace: true });
    },
  });

  async function loadTheirs() {
    const theirs = await read();
    const values = campaignValuesOf(theirs.draft);
    form.setValues(values);
    form.resetDirty(values);
    saving.restart(theirs.revision);
  }

  return (
    <CampaignFormProvider form={form}>
      <PageHeader
        title={row ? row.draft.name : words.campaigns.newTitle}
        back={{ href: '/campaigns', label: words.campaigns.title }}
        aside={
          row && (
            <Group gap="sm">
              <StateBadge state={row.state} />
              <Text size="sm" c="dimmed">
                {words.campaigns.liveNow[row.liveState ?? 'never']}
              </Text>
            </Group>
          )
        }
        actions={
          row && (
            <Button component={Link} href={`/campaigns/${row.id}/versions`} variant="default">
              {versionWords.link}
            </Button>
          )
        }
      />
      <Stack maw={1080}>
        <Group align="start">
          <TextInput
            label={words.form.name}
            required
            maxLength={100}
            flex="1 1 260px"
            {...form.getInputProps('name')}
          />
          <div>
            <Input.Label labelElement="div">{words.campaign.state}</Input.Label>
            <SegmentedControl
              aria-label={words.campaign.state}
              data={(['draft', 'live', 'paused'] as const).map((value) => ({
                value,
                label: words.campaigns.states[value],
              }))}
              {...form.getInputProps('state')}
            />
          </div>
          <NumberInput
            label={words.campaign.priority}
            description={words.campaign.priorityHelp}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            min={0}
            max={1_000}
            allowDecimal={false}
            w={170}
            {...form.getInputProps('priority')}
          />
        </Group>
        <CampaignSteps />
        <SaveBar
          isNew={row === null}
          isDirty={form.isDirty()}
          isSaving={saving.isSaving}
          isConflict={saving.isConflict}
          error={saving.error}
          faultCount={Object.keys(form.errors).length}
          onSave={() => form.onSubmit((values) => saving.save(campaignDraftOf(values)))()}
          onSaveOver={() => saving.saveOver(campaignDraftOf(form.values))}
          onLoadTheirs={loadTheirs}
        />
      </Stack>
    </CampaignFormProvider>
  );
}
