import { Alert, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { answer, api, readSegment, type SegmentRow } from '../api.ts';
import { SaveBar } from '../draft/save-bar.tsx';
import { useSaveDraft } from '../draft/use-save-draft.ts';
import { formatNumber } from '../formats.ts';
import { useSession } from '../queries.ts';
import { notify } from '../shell/notify.ts';
import { PageHeader } from '../shell/page-header.tsx';
import { SegmentSize } from '../shell/segment-size.tsx';
import { StateBadge } from '../shell/state-badge.tsx';
import { setUnsaved, useUnsaved } from '../unsaved.ts';
import { words } from '../words.ts';
import { AddPeople } from './add-people.tsx';
import { KindBadge } from './kind-badge.tsx';
import { MemberTable } from './member-table.tsx';
import { unknownWords } from './people-names.ts';
import { SegmentMenu } from './segment-menu.tsx';
import type { SegmentDraft } from './segment-values.ts';
import { segmentWords } from './segment-words.ts';
import { TagsField } from './tags-field.tsx';
import { useSegmentChange } from './use-segment-change.ts';

const valuesOf = ({ name, notes = '', tags = [] }: SegmentDraft) => ({ name, notes, tags });

/** A list or snapshot: its name, and who is on it. Members of a list change at once; its name is a draft. */
export function StaticForm({ row }: { row: SegmentRow }) {
  const { user } = useSession();
  const param = { id: row.id };
  const form = useForm({
    initialValues: valuesOf(row.draft),
    validate: { name: (name) => (name.trim() === '' ? words.form.required : null) },
  });
  useUnsaved(form.isDirty());
  const draftOf = ({ name, notes, tags }: ReturnType<typeof valuesOf>): SegmentDraft => {
    const { id: _, notes: __, tags: ___, ...kept } = row.draft;
    return {
      ...kept,
      name: name.trim(),
      ...(notes.trim() !== '' && { notes: notes.trim() }),
      ...(tags.length > 0 && { tags }),
    };
  };
  const saving = useSaveDraft<SegmentDraft>(row.revision, form, {
    create: () => Promise.reject(new Error(words.form.failed)),
    save: (draft, revision) => answer(api.segments[':id'].$put({ param, json: { draft, revision } })),
    currentRevision: async () => (await readSegment(row.id)).revision,
    onSaved: () => {
      form.resetDirty();
      setUnsaved(false);
    },
  });
  const editing = useSegmentChange((change: { add?: string[]; remove?: string[] }) =>
    answer(api.segments[':id'].members.$post({ param, json: change })),
  );
  const mayEdit = row.kind === 'list' && user.role !== 'viewer';

  async function add(names: string[]): Promise<string | null> {
    const edited = await editing.mutateAsync({ add: names }).catch(() => null);
    if (edited)
      notify(segmentWords.listChanged, segmentWords.added(formatNumber(edited.added), formatNumber(edited.total)));
    return edited && unknownWords(edited);
  }

  async function remove(ids: string[]): Promise<void> {
    const edited = await editing.mutateAsync({ remove: ids }).catch(() => null);
    if (edited)
      notify(segmentWords.listChanged, segmentWords.removed(formatNumber(edited.removed), formatNumber(edited.total)));
  }

  return (
    <>
      <PageHeader
        title={row.draft.name}
        back={{ href: '/segments', label: words.segments.title }}
        aside={
          <Group gap="md">
            <KindBadge kind={row.kind} />
            <StateBadge state={row.state} />
            <SegmentSize size={row.size} />
          </Group>
        }
        actions={<SegmentMenu segment={row} />}
      />
      <Stack maw={1080}>
        <TextInput label={words.form.name} required maxLength={100} maw={420} {...form.getInputProps('name')} />
        {mayEdit && <AddPeople onAdd={add} />}
        {editing.error && (
          <Alert color="red" variant="outline" role="alert">
            {editing.error.message}
          </Alert>
        )}
        <MemberTable id={row.id} onRemove={mayEdit ? remove : null} />
        <TagsField {...form.getInputProps('tags')} />
        <Textarea label={words.form.notes} autosize minRows={2} maxLength={1_000} {...form.getInputProps('notes')} />
        <SaveBar
          isNew={false}
          isDirty={form.isDirty()}
          isSaving={saving.isSaving}
          isConflict={saving.isConflict}
          error={saving.error}
          faultCount={Object.keys(form.errors).length}
          onSave={() => form.onSubmit((values) => saving.save(draftOf(values)))()}
          onSaveOver={() => saving.saveOver(draftOf(form.values))}
          onLoadTheirs={async () => {
            const theirs = await readSegment(row.id);
            form.setValues(valuesOf(theirs.draft));
            form.resetDirty(valuesOf(theirs.draft));
            saving.restart(theirs.revision);
          }}
        />
      </Stack>
    </>
  );
}
