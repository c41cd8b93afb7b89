import { Button, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useLocation } from 'wouter';
import { EventDefinition, propertyTypes } from '../../../shared/schema/event-definition.ts';
import { answer, api } from '../api.ts';
import { attributeName } from '../attribute-name.ts';
import { ListRow } from '../campaign/list-row.tsx';
import { SaveBar } from '../draft/save-bar.tsx';
import { useSaveDraft } from '../draft/use-save-draft.ts';
import { PageHeader } from '../shell/page-header.tsx';
import { setUnsaved, useUnsaved } from '../unsaved.ts';
import { words } from '../words.ts';
import { formErrors } from '../zod-words.ts';
import { RemoveDefinition } from './remove-definition.tsx';
import { schemaWords } from './schema-words.ts';
import { useSchemaChanged } from './use-schema.ts';
import { UsedBy } from './used-by.tsx';

const text = schemaWords;

export interface EventRow {
  definition: EventDefinition;
  /** Null: it is not declared yet. */
  revision: number | null;
  usedBy: { kind: 'segment' | 'campaign'; id: string; name: string }[];
}

interface EventValues extends EventDefinition {
  notes: string;
}

const valuesOf = (definition?: EventDefinition): EventValues => ({
  name: definition?.name ?? '',
  label: definition?.label ?? '',
  notes: definition?.notes ?? '',
  properties: definition?.properties ?? [],
});

function eventOf({ name, label, notes, properties }: EventValues): EventDefinition {
  return { name, label: label.trim(), properties, ...(notes.trim() !== '' && { notes: notes.trim() }) };
}

/** Names are told by their form: what a pattern is missing means nothing to a reader. */
function errorsOf(values: EventValues): Record<string, string> {
  const errors = Object.entries(formErrors(EventDefinition, eventOf(values)));
  return Object.fromEntries(errors.map(([path, error]) => [path, path.endsWith('name') ? text.nameForm : error]));
}

async function current(name: string): Promise<EventRow> {
  const found = (await answer(api.events.$get())).events.find(({ definition }) => definition.name === name);
  if (!found) throw new Error(words.notFound.title);
  return found;
}

/** Declares an event, from nothing or from what arrived, or changes a declaration. */
export function EventForm({ row }: { row: EventRow | null }) {
  const [, navigate] = useLocation();
  const changed = useSchemaChanged();
  const isDeclared = row !== null && row.revision !== null;
  const isNamed = row !== null;
  const form = useForm({ initialValues: valuesOf(row?.definition), validate: errorsOf });
  useUnsaved(form.isDirty());
  const saving = useSaveDraft<EventDefinition>(row?.revision ?? null, {
    create: async (definition) => {
      const { name: id, revision } = await answer(api.events.$post({ json: definition }));
      return { id, revision };
    },
    save: async ({ name: id, ...definition }, revision) => {
      const saved = await answer(api.events[':id'].$put({ param: { id }, json: { revision, definition } }));
      return { id, revision: saved.revision };
    },
    currentRevision: async () => (await current(form.values.name)).revision ?? 0,
    onSaved: async ({ id }) => {
      form.resetDirty();
      setUnsaved(false);
      await changed();
      if (!isDeclared) navigate(`/events/${id}`);
    },
  });
  const { label, properties } = form.values;

  return (
    <>
      <PageHeader
        title={row?.definition.label ?? text.newEvent}
        back={{ href: '/events', label: text.tabs.events }}
        actions={
          isDeclared && (
            <RemoveDefinition
              label={row.definition.label}
              list="/events"
              onRemove={() => answer(api.events[':id'].$delete({ param: { id: row.definition.name } }))}
            />
          )
        }
      />
      <Stack maw={720}>
        <TextInput
          label={text.label}
          required
          maxLength={100}
          {...form.getInputProps('label')}
          onBlur={() => {
            if (!isNamed && form.values.name === '') form.setFieldValue('name', attributeName(label) ?? '');
          }}
        />
        <TextInput
          label={text.name}
          description={text.nameHelp}
          required
          maxLength={64}
          readOnly={isNamed}
          {...form.getInputProps('name')}
        />
        <Stack gap="xs">
          <div>
            <Text size="sm" fw={500}>
              {text.properties}
            </Text>
            <Text size="xs" c="dimmed">
              {text.propertiesHelp}
            </Text>
          </div>
          {properties.map((_, index) => (
            <ListRow
              // biome-ignore lint/suspicious/noArrayIndexKey: the inputs are controlled, and properties have no other identity while they are typed.
              key={index}
              removeLabel={text.removeProperty}
              onRemove={() => form.removeListItem('properties', index)}
            >
              <TextInput
                aria-label={text.propertyName}
                placeholder={text.propertyName}
                {...form.getInputProps(`properties.${index}.name`)}
              />
              <TextInput
                aria-label={text.propertyLabel}
                placeholder={text.propertyLabel}
                {...form.getInputProps(`properties.${index}.label`)}
              />
              <Select
                aria-label={text.propertyType}
                allowDeselect={false}
                w={130}
                data={propertyTypes.map((value) => ({ value, label: text.propertyTypes[value] }))}
                {...form.getInputProps(`properties.${index}.type`)}
              />
            </ListRow>
          ))}
          <Button
            variant="default"
            size="xs"
            w="fit-content"
            disabled={properties.length >= 64}
            onClick={() => form.insertListItem('properties', { name: '', label: '', type: 'text' })}
          >
            {text.addProperty}
          </Button>
        </Stack>
        <Textarea label={text.notes} autosize minRows={2} maxLength={1_000} {...form.getInputProps('notes')} />
        {row && (
          <div>
            <Text size="sm" fw={500}>
              {text.usedBy}
            </Text>
            <UsedBy users={row.usedBy} />
          </div>
        )}
        <SaveBar
          isNew={!isDeclared}
          isDirty={form.isDirty()}
          isSaving={saving.isSaving}
          isConflict={saving.isConflict}
          error={saving.error}
          faultCount={Object.keys(form.errors).length}
          onSave={() => form.onSubmit((values) => saving.save(eventOf(values)))()}
          onSaveOver={() => saving.saveOver(eventOf(form.values))}
          onLoadTheirs={async () => {
            const theirs = await current(form.values.name);
            form.setValues(valuesOf(theirs.definition));
            form.resetDirty(valuesOf(theirs.definition));
            saving.restart(theirs.revision ?? 0);
          }}
        />
      </Stack>
    </>
  );
}
