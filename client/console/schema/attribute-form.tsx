import { Group, Radio, Select, Switch } from '@mantine/core';
import { useForm } from '@mantine/form';
import {
  type AttributeDefinition,
  attributeGroups,
  attributeTypes,
  purposes,
} from '../../../shared/schema/attribute.ts';
import { answer, api } from '../api.ts';
import { words } from '../words.ts';
import { attributeErrors, attributeOf, attributeValues, hasOptions, mayBeMultiple } from './attribute-values.ts';
import { type DefinitionCalls, DefinitionFrame, type DefinitionRow } from './definition-frame.tsx';
import { OptionList } from './option-list.tsx';
import { schemaWords } from './schema-words.ts';
import { ValueSample } from './value-sample.tsx';

const text = schemaWords;

const calls: DefinitionCalls<AttributeDefinition> = {
  create: (definition) => answer(api.attributes.$post({ json: definition })),
  save: ({ name: id, ...definition }, revision) =>
    answer(api.attributes[':id'].$put({ param: { id }, json: { revision, definition } })),
  remove: (id) => answer(api.attributes[':id'].$delete({ param: { id } })),
  read: async (name) => {
    const { attributes } = await answer(api.attributes.$get());
    const found = attributes.find(({ definition }) => definition.name === name);
    if (!found) throw new Error(words.notFound.title);
    return found;
  },
};

/** Declares an attribute, or changes a declaration. */
export function AttributeForm({ row }: { row: DefinitionRow<AttributeDefinition> | null }) {
  const form = useForm({ initialValues: attributeValues(row?.definition), validate: attributeErrors });
  const { type } = form.values;
  return (
    <DefinitionFrame
      kind="attributes"
      row={row}
      form={form}
      calls={calls}
      definitionOf={() => attributeOf(form.values)}
      onSubmit={(send) => form.onSubmit(send)()}
      onLoad={(definition) => {
        form.setValues(attributeValues(definition));
        form.resetDirty(attributeValues(definition));
      }}
    >
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
      {row && <ValueSample definition={row.definition} />}
    </DefinitionFrame>
  );
}
