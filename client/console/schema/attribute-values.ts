import { AttributeDefinition, type AttributeType } from '../../../shared/schema/attribute.ts';
import { formErrors } from '../zod-words.ts';
import { schemaWords } from './schema-words.ts';

/** What the form of an attribute holds: a definition with nothing absent. */
export interface AttributeValues extends Pick<AttributeDefinition, 'name' | 'label' | 'group' | 'type' | 'purpose'> {
  notes: string;
  options: { value: string; label: string }[];
  multiple: boolean;
  money: boolean;
  moment: boolean;
  writtenBy: 'visitor' | 'server';
}

const chosen: readonly AttributeType[] = ['radio', 'checkboxes', 'singleSelect', 'multiSelect'];
const texts: readonly AttributeType[] = ['shortText', 'longText'];

export const hasOptions = (type: AttributeType) => chosen.includes(type);
export const mayBeMultiple = (type: AttributeType) => texts.includes(type);

export function attributeValues(definition?: AttributeDefinition): AttributeValues {
  return {
    name: definition?.name ?? '',
    label: definition?.label ?? '',
    notes: definition?.notes ?? '',
    group: definition?.group ?? 'other',
    type: definition?.type ?? 'shortText',
    options: definition?.options ?? [],
    multiple: definition?.multiple ?? false,
    money: definition?.money ?? false,
    moment: definition?.moment ?? false,
    purpose: definition?.purpose ?? 'personalisation',
    writtenBy: definition?.writtenBy === 'server' ? 'server' : 'visitor',
  };
}

/** The definition that a filled-in form means: what its type has no use for stays out. */
export function attributeOf(values: AttributeValues): AttributeDefinition {
  const { name, label, notes, group, type, options, multiple, money, moment, purpose, writtenBy } = values;
  return {
    ...{ name, label: label.trim(), group, type, purpose, writtenBy },
    ...(notes.trim() !== '' && { notes: notes.trim() }),
    ...(hasOptions(type) && options.length > 0 && { options }),
    ...(mayBeMultiple(type) && multiple && { multiple }),
    ...(type === 'number' && money && { money }),
    ...(type === 'date' && moment && { moment }),
  };
}

/** What is wrong with a form, by its fields. */
export function attributeErrors(values: AttributeValues): Record<string, string> {
  const { name, ...errors } = formErrors(AttributeDefinition, attributeOf(values));
  return { ...errors, ...(name !== undefined && { name: schemaWords.nameForm }) };
}
