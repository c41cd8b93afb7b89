import { Button, Group, Radio, Select, Stack, Switch, Text, Textarea, TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { useLocation } from 'wouter';
import {
  type AttributeDefinition,
  attributeGroups,
  attributeTypes,
  purposes,
} from '../../../shared/schema/attribute.ts';
import { answer, api } from '../api.ts';
import { attributeName } from '../attribute-name.ts';
import { ListRow } from '../campaign/list-row.tsx';
import { SaveBar } from '../draft/save-bar.tsx';
import { useSaveDraft } from '../draft/use-save-draft.ts';
import { PageHeader } from '../shell/page-header.tsx';
import { setUnsaved, useUnsaved } from '../unsaved.ts';
import { words } from '../words.ts';
import {
  type AttributeValues,
  attributeErrors,
  attributeOf,
  attributeValues,
  hasOptions,
  mayBeMultiple,
} from './attribute-values.ts';
import { RemoveDefinition } from './remove-definition.tsx';
import { schemaWords } from './schema-words.ts';
import { useSchemaChanged } from './use-schema.ts';
import { UsedBy } from './used-by.tsx';

const text = schemaWords;

export interface AttributeRow {
  definition: AttributeDefinition;
  /** Null: it is not declared yet. */
  revision: number | null;
  usedBy: { kind: 'segment' | 'campaign'; id: string; name: string }[];
}

const current = async (name: string): Promise<AttributeRow> => {
  const { attributes } = await answer(api.attributes.$get());
  const found = attributes.find(({ definition }) => definition.name === name);
  if (!found) throw new Error(words.notFound.title);
  return found;
};

/** Declares an attribute, from nothing or from what arrived, or changes a declaration. */
export function AttributeForm({ row }: { row: AttributeRow | null }) {
  const [, navigate] = useLocation();
  const changed = useSchemaChanged();
  const isDeclared = row !== null && row.revision !== null;
  const isNamed = row !== null;
  const form = useForm({ initialValues: attributeValues(row?.definition), validate: attributeErrors });
  useUnsaved(form.isDirty());
  const saving = useSaveDraft<AttributeDefinition>(row?.revision ?? null, {
    create: async (definition) => {
      const { name: id, revision } = await answer(api.attributes.$post({ json: definition }));
      return { id, revision };
    },
    save: async ({ name: id, ...definition }, revision) => {
      const saved = await answer(api.attributes[':id'].$put({ param: { id }, json: { revision, definition } }));
      return { id, revision: saved.revision };
    },
    currentRevision: async () => (await current(form.values.name)).revision ?? 0,
    onSaved: async ({ id }) => {
      form.resetDirty();
      setUnsaved(false);
      await changed();
      if (!isDeclared) navigate(`/attributes/${id}`);
    },
  });
  const { type, label } = form.values;

  return (
    <>
      <PageHeader
        title={row?.definition.label ?? text.newAttribute}
        back={{ href: '/attributes', label: text.tabs.attributes }}
        actions={
          isDeclared && (
            <RemoveDefinition
              label={row.definition.label}
              list="/attributes"
              onRemove={() => answer(api.attributes[':id'].$delete({ param: { id: row.definition.name } }))}
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
        <Group align="start" grow>
          <Select
            label={text.group}
            allowDeselect={false}
            data={attributeGroups.map((value) => ({ value, label: words.profiles.groups[value] }))}
            {...form.getInputProps('group')}
          />
          <Select
            label={text.type}
            allowDeselect={false}
            data={attributeTypes.map((value) => ({ value, label: text.types[value] }))}
            {...form.getInputProps('type')}
          />
        </Group>
        {hasOptions(type) && <OptionList form={form} />}
        {mayBeMultiple(type) && (
          <Switch label={text.multiple} {...form.getInputProps('multiple', { type: 'checkbox' })} />
        )}
        {type === 'number' && <Switch label={text.money} {...form.getInputProps('money', { type: 'checkbox' })} />}
        {type === 'date' && <Switch label={text.moment} {...form.getInputProps('moment', { type: 'checkbox' })} />}
        <Select
          label={text.purpose}
          description={text.purposeHelp}
          allowDeselect={false}
          data={purposes.map((value) => ({ value, label: text.purposes[value] }))}
          {...form.getInputProps('purpose')}
        />
        <Radio.Group label={text.writtenBy} {...form.getInputProps('writtenBy')}>
          <Group mt="xs">
            <Radio value="visitor" label={text.writers.visitor} />
            <Radio value="server" label={text.writers.server} />
          </Group>
        </Radio.Group>
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
          onSave={() => form.onSubmit((values) => saving.save(attributeOf(values)))()}
          onSaveOver={() => saving.saveOver(attributeOf(form.values))}
          onLoadTheirs={async () => {
            const theirs = await current(form.values.name);
            form.setValues(attributeValues(theirs.definition));
            form.resetDirty(attributeValues(theirs.definition));
            saving.restart(theirs.revision ?? 0);
          }}
        />
      </Stack>
    </>
  );
}

function OptionList({ form }: { form: UseFormReturnType<AttributeValues> }) {
  return (
    <Stack gap="xs">
      <div>
        <Text size="sm" fw={500}>
          {text.options}
        </Text>
        <Text size="xs" c="dimmed">
          {text.optionsHelp}
        </Text>
      </div>
      {form.values.options.map((_, index) => (
        <ListRow
          // biome-ignore lint/suspicious/noArrayIndexKey: the inputs are controlled, and options have no other identity while they are typed.
          key={index}
          removeLabel={text.removeOption}
          onRemove={() => form.removeListItem('options', index)}
        >
          <TextInput
            aria-label={text.optionValue}
            placeholder={text.optionValue}
            {...form.getInputProps(`options.${index}.value`)}
          />
          <TextInput
            aria-label={text.optionLabel}
            placeholder={text.optionLabel}
            {...form.getInputProps(`options.${index}.label`)}
          />
        </ListRow>
      ))}
      <Button
        variant="default"
        size="xs"
        w="fit-content"
        onClick={() => form.insertListItem('options', { value: '', label: '' })}
      >
        {text.addOption}
      </Button>
    </Stack>
  );
}
