import { Button, Group, Select, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type AttributeDefinition, type AttributeType, attributeTypes } from '../../../shared/schema/attribute.ts';
import { answer, api } from '../api.ts';
import { attributeName } from '../attribute-name.ts';
import { attributeOf, attributeValues } from '../schema/attribute-values.ts';
import { schemaWords } from '../schema/schema-words.ts';
import { useSchemaChanged } from '../schema/use-schema.ts';
import { Dialog } from '../shell/dialog.tsx';
import { ruleWords } from './rule-words.ts';

interface AddAttributeProps {
  /** As it was typed. */
  label: string;
  onClose: () => void;
  onAdded: (definition: AttributeDefinition) => void;
}

/** Declares an attribute where a rule wants to ask for it. Its page in the schema has the rest: options, notes, who may write it. */
export function AddAttribute({ onClose, onAdded, ...typed }: AddAttributeProps) {
  const [label, setLabel] = useState(typed.label);
  const [type, setType] = useState<AttributeType>('shortText');
  const refresh = useSchemaChanged();
  const name = attributeName(label);
  const adding = useMutation({
    mutationFn: async () => {
      const definition = attributeOf({ ...attributeValues(), name: name ?? '', label, type });
      await answer(api.attributes.$post({ json: definition }));
      await refresh();
      return definition;
    },
    onSuccess: onAdded,
  });
  return (
    <Dialog title={ruleWords.addAttributeTitle} onClose={onClose}>
      <Text size="sm">{ruleWords.addAttributeHelp}</Text>
      <TextInput
        label={schemaWords.label}
        description={name === null ? undefined : ruleWords.inCode(name)}
        required
        maxLength={100}
        data-autofocus
        value={label}
        onChange={(event) => setLabel(event.currentTarget.value)}
      />
      <Select
        label={schemaWords.type}
        allowDeselect={false}
        data={attributeTypes.map((value) => ({ value, label: schemaWords.types[value] }))}
        value={type}
        onChange={(value) => value !== null && setType(value)}
      />
      {adding.error && (
        <Text size="sm" role="alert" c="var(--mantine-color-error)">
          {adding.error.message}
        </Text>
      )}
      <Group justify="end">
        <Button variant="default" onClick={onClose}>
          {schemaWords.cancel}
        </Button>
        <Button loading={adding.isPending} disabled={name === null} onClick={() => adding.mutate()}>
          {ruleWords.addAttributeConfirm}
        </Button>
      </Group>
    </Dialog>
  );
}
