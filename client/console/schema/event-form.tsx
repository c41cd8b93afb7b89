import { Button, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { EventDefinition, propertyTypes } from '../../../shared/schema/event-definition.ts';
import { answer, api } from '../api.ts';
import { ListRow } from '../campaign/list-row.tsx';
import { FieldTitle } from '../shell/field-title.tsx';
import { words } from '../words.ts';
import { formErrors } from '../zod-words.ts';
import { type DefinitionCalls, DefinitionFrame, type DefinitionRow } from './definition-frame.tsx';
import { schemaWords } from './schema-words.ts';

const text = schemaWords;

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

const calls: DefinitionCalls<EventDefinition> = {
  create: (definition) => answer(api.events.$post({ json: definition })),
  save: ({ name: id, ...definition }, revision) =>
    answer(api.events[':id'].$put({ param: { id }, json: { revision, definition } })),
  remove: (id) => answer(api.events[':id'].$delete({ param: { id } })),
  read: async (name) => {
    const found = (await answer(api.events.$get())).events.find(({ definition }) => definition.name === name);
    if (!found) throw new Error(words.notFound.title);
    return found;
  },
};

/** Declares an event, or changes a declaration. */
export function EventForm({ row }: { row: DefinitionRow<EventDefinition> | null }) {
  const form = useForm({ initialValues: valuesOf(row?.definition), validate: errorsOf });
  const { properties } = form.values;
  return (
    <DefinitionFrame
      kind="events"
      row={row}
      form={form}
      calls={calls}
      definitionOf={() => eventOf(form.values)}
      onSubmit={(send) => form.onSubmit(send)()}
      onLoad={(definition) => {
        form.setValues(valuesOf(definition));
        form.resetDirty(valuesOf(definition));
      }}
    >
      <Stack gap="xs">
        <FieldTitle title={text.properties} help={text.propertiesHelp} />
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
    </DefinitionFrame>
  );
}
