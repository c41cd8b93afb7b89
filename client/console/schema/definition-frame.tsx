import { Stack, Text, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { attributeName } from '../attribute-name.ts';
import { SaveBar } from '../draft/save-bar.tsx';
import type { ErrorForm } from '../draft/show-errors.ts';
import { useSaveDraft } from '../draft/use-save-draft.ts';
import { PageHeader } from '../shell/page-header.tsx';
import { setUnsaved, useUnsaved } from '../unsaved.ts';
import { RemoveDefinition } from './remove-definition.tsx';
import { schemaWords } from './schema-words.ts';
import { useSchemaChanged } from './use-schema.ts';
import { type SchemaUser, UsedBy } from './used-by.tsx';

const text = schemaWords;

export interface DefinitionRow<Definition> {
  definition: Definition;
  /** Null: it arrived and is not declared yet. */
  revision: number | null;
  usedBy: SchemaUser[];
}

/** What the API does with definitions of one kind. */
export interface DefinitionCalls<Definition> {
  create: (definition: Definition) => Promise<{ revision: number }>;
  save: (definition: Definition, revision: number) => Promise<{ revision: number }>;
  remove: (name: string) => Promise<unknown>;
  /** As it is stored now. */
  read: (name: string) => Promise<DefinitionRow<Definition>>;
}

/** Of the form of a definition, what its frame needs. */
interface FramedForm extends ErrorForm {
  values: { name: string; label: string };
  errors: object;
  isDirty: () => boolean;
  resetDirty: () => void;
  getInputProps: (path: 'name' | 'label' | 'notes') => object;
  setFieldValue: (path: 'name', value: string) => void;
}

interface DefinitionFrameProps<Definition extends { name: string; label: string }> {
  kind: 'attributes' | 'events';
  /** Null for a new one. */
  row: DefinitionRow<Definition> | null;
  form: FramedForm;
  calls: DefinitionCalls<Definition>;
  /** The definition that the form means. */
  definitionOf: () => Definition;
  /** Calls back unless the form refuses what is in it. */
  onSubmit: (send: () => void) => void;
  onLoad: (definition: Definition) => void;
  /** What this kind has between its name and its notes. */
  children: ReactNode;
}

/** The page of a definition: declared from nothing or from what arrived, changed, removed. */
export function DefinitionFrame<Definition extends { name: string; label: string }>(
  props: DefinitionFrameProps<Definition>,
) {
  const { kind, row, form, calls, definitionOf, children } = props;
  const [, navigate] = useLocation();
  const changed = useSchemaChanged();
  const isDeclared = row !== null && row.revision !== null;
  const isNamed = row !== null;
  useUnsaved(form.isDirty());
  const saving = useSaveDraft<Definition>(row?.revision ?? null, form, {
    create: async (definition) => ({ id: definition.name, revision: (await calls.create(definition)).revision }),
    save: async (definition, revision) => ({
      id: definition.name,
      revision: (await calls.save(definition, revision)).revision,
    }),
    currentRevision: async () => (await calls.read(form.values.name)).revision ?? 0,
    onSaved: async ({ id }) => {
      form.resetDirty();
      setUnsaved(false);
      await changed();
      if (!isDeclared) navigate(`/${kind}/${id}`);
    },
  });

  return (
    <>
      <PageHeader
        title={row?.definition.label ?? text.newOne[kind]}
        back={{ href: `/${kind}`, label: text.tabs[kind] }}
        actions={
          isDeclared && (
            <RemoveDefinition
              label={row.definition.label}
              list={`/${kind}`}
              onRemove={() => calls.remove(row.definition.name)}
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
            if (!isNamed && form.values.name === '') form.setFieldValue('name', attributeName(form.values.label) ?? '');
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
        {children}
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
          onSave={() => props.onSubmit(() => saving.save(definitionOf()))}
          onSaveOver={() => saving.saveOver(definitionOf())}
          onLoadTheirs={async () => {
            const theirs = await calls.read(form.values.name);
            props.onLoad(theirs.definition);
            saving.restart(theirs.revision ?? 0);
          }}
        />
      </Stack>
    </>
  );
}
