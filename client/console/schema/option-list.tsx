import { Button, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { ListRow } from '../campaign/list-row.tsx';
import { FieldTitle } from '../shell/field-title.tsx';
import type { AttributeValues } from './attribute-values.ts';
import { schemaWords } from './schema-words.ts';

const text = schemaWords;

/** The values that can be chosen, each with what a visitor reads. */
export function OptionList({ form }: { form: UseFormReturnType<AttributeValues> }) {
  return (
    <Stack gap="xs">
      <FieldTitle title={text.options} help={text.optionsHelp} />
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
