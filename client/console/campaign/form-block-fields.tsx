import { Button, Checkbox, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { purposes } from '../../../shared/schema/attribute.ts';
import type { Block } from '../../../shared/schema/promotion.ts';
import { useVocabulary } from '../vocabulary.ts';
import { words } from '../words.ts';
import { useCampaignFormContext } from './campaign-form-context.ts';
import { ListRow } from './list-row.tsx';
import { newConsent, newField } from './new-promotion.ts';

const { fields } = words.campaign;

interface FormBlockFieldsProps {
  path: string;
  block: Extract<Block, { kind: 'form' }>;
}

/** The fields of a form: each fills an attribute, whose type decides its control, or asks for a consent. */
export function FormBlockFields({ path, block }: FormBlockFieldsProps) {
  const form = useCampaignFormContext();
  const vocabulary = useVocabulary();
  const writable = [...vocabulary.attributes.values()].filter(({ writtenBy }) => writtenBy === 'visitor');
  const isFull = block.fields.length >= 20;

  function addField(name: string | null) {
    const attribute = name === null ? undefined : vocabulary.attributes.get(name);
    if (attribute) form.insertListItem(`${path}.fields`, newField(attribute));
  }

  return (
    <Stack gap="xs">
      {block.fields.map((field, index) => {
        const input = (name: string) => form.getInputProps(`${path}.fields.${index}.${name}`);
        return (
          <ListRow
            // biome-ignore lint/suspicious/noArrayIndexKey: the inputs are controlled, and fields have no identity.
            key={index}
            removeLabel={fields.removeField}
            mayRemove={block.fields.length > 1}
            onRemove={() => form.removeListItem(`${path}.fields`, index)}
          >
            {field.kind === 'field' ? (
              <>
                <Text size="sm" c="dimmed" w={120}>
                  {vocabulary.attributes.get(field.attribute)?.label ?? field.attribute}
                </Text>
                <TextInput aria-label={fields.fieldLabel} flex="1 1 160px" {...input('label')} />
              </>
            ) : (
              <>
                <Select
                  aria-label={fields.purpose}
                  allowDeselect={false}
                  data={purposes
                    .filter((purpose) => purpose !== 'necessary')
                    .map((purpose) => ({ value: purpose, label: words.profiles.purposes[purpose] }))}
                  w={160}
                  {...input('purpose')}
                />
                <Textarea aria-label={fields.consentText} autosize flex="1 1 220px" {...input('text')} />
              </>
            )}
            <Checkbox
              label={fields.required}
              {...form.getInputProps(`${path}.fields.${index}.required`, { type: 'checkbox' })}
            />
          </ListRow>
        );
      })}
      <Group align="end">
        <Select
          label={fields.addField}
          placeholder={fields.addFieldChoose}
          searchable
          disabled={isFull}
          data={writable.map(({ name, label }) => ({ value: name, label }))}
          value={null}
          onChange={addField}
          w={220}
        />
        <Button variant="default" disabled={isFull} onClick={() => form.insertListItem(`${path}.fields`, newConsent())}>
          {fields.addConsent}
        </Button>
        <TextInput label={fields.submit} {...form.getInputProps(`${path}.submit`)} />
      </Group>
    </Stack>
  );
}
