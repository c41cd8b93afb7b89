import { Group, Stack, Textarea, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useLocation } from 'wouter';
import { answer, api, readSegment, type SegmentRow } from '../api.ts';
import { SaveBar } from '../draft/save-bar.tsx';
import { useSaveDraft } from '../draft/use-save-draft.ts';
import { useSegments } from '../queries.ts';
import { OwnSegment } from '../rule/membership-fields.tsx';
import { PageHeader } from '../shell/page-header.tsx';
import { SegmentSize } from '../shell/segment-size.tsx';
import { StateBadge } from '../shell/state-badge.tsx';
import { setUnsaved, useUnsaved } from '../unsaved.ts';
import { words } from '../words.ts';
import { formErrors } from '../zod-words.ts';
import { CountedRule } from './counted-rule.tsx';
import { SegmentMenu } from './segment-menu.tsx';
import { SegmentDraft, type SegmentValues, segmentDraftOf, segmentTreeOf, segmentValuesOf } from './segment-values.ts';
import { TagsField } from './tags-field.tsx';
import { useEditedTree } from './use-edited-tree.ts';

/** Creates (`row` is null) or edits a segment. */
export function SegmentForm({ row }: { row: SegmentRow | null }) {
  const [, navigate] = useLocation();
  // The list follows the counting; the row being edited stays as it was read.
  const size = useSegments().data?.find(({ id }) => id === row?.id)?.size;
  const rule = useEditedTree(() => segmentTreeOf(row?.draft ?? null));
  const form = useForm<SegmentValues>({
    initialValues: segmentValuesOf(row?.draft ?? null),
    validate: (values) => formErrors(SegmentDraft, segmentDraftOf(values, rule.current())),
  });
  const isDirty = form.isDirty() || rule.isChanged;
  useUnsaved(isDirty);

  const read = () => readSegment(row?.id ?? '');
  const saving = useSaveDraft<SegmentDraft>(row?.revision ?? null, form, {
    create: (draft) => answer(api.segments.$post({ json: { draft } })),
    save: (draft, revision) =>
      answer(api.segments[':id'].$put({ param: { id: row?.id ?? '' }, json: { draft, revision } })),
    currentRevision: async () => (await read()).revision,
    onSaved: ({ id }) => {
      form.resetDirty();
      rule.markSaved();
      setUnsaved(false);
      if (!row) navigate(`/segments/${id}`, { replace: true });
    },
  });

  async function loadTheirs() {
    const theirs = await read();
    const values = segmentValuesOf(theirs.draft);
    form.setValues(values);
    form.resetDirty(values);
    rule.restart(segmentTreeOf(theirs.draft));
    saving.restart(theirs.revision);
  }

  return (
    <>
      <PageHeader
        title={row ? row.draft.name : words.segments.newTitle}
        back={{ href: '/segments', label: words.segments.title }}
        aside={
          row && (
            <Group gap="md">
              <StateBadge state={row.state} />
              <SegmentSize size={size ?? row.size} />
            </Group>
          )
        }
        actions={row && <SegmentMenu segment={row} />}
      />
      <Stack maw={1080}>
        <Group align="start" grow preventGrowOverflow={false}>
          <TextInput
            label={words.form.name}
            required
            maxLength={100}
            data-autofocus
            flex="2 1 260px"
            {...form.getInputProps('name')}
          />
          <TextInput
            label={words.segments.exposed}
            description={words.segments.exposedHelp}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            flex="1 1 260px"
            {...form.getInputProps('exposedKey')}
            error={form.errors.exposedKey && words.segments.exposedForm}
          />
        </Group>
        <Title order={2}>{words.segments.who}</Title>
        <OwnSegment value={row?.id ?? null}>
          <CountedRule key={rule.first.key} tree={rule.first} onChange={rule.change} />
        </OwnSegment>
        <TagsField {...form.getInputProps('tags')} />
        <Textarea label={words.form.notes} autosize minRows={2} maxLength={1_000} {...form.getInputProps('notes')} />
        <SaveBar
          isNew={row === null}
          isDirty={isDirty}
          isSaving={saving.isSaving}
          isConflict={saving.isConflict}
          error={saving.error}
          faultCount={Object.keys(form.errors).length}
          onSave={() => form.onSubmit((values) => saving.save(segmentDraftOf(values, rule.send())))()}
          onSaveOver={() => saving.saveOver(segmentDraftOf(form.values, rule.send()))}
          onLoadTheirs={loadTheirs}
        />
      </Stack>
    </>
  );
}
