import { MultiSelect, Select, TagsInput, TextInput } from '@mantine/core';
import type { AttributeOption } from '../../../shared/schema/attribute.ts';
import { words } from '../words.ts';

interface TextOperandProps<Value> {
  value: Value;
  onChange: (value: Value) => void;
  /** Offered instead of free text. */
  options: AttributeOption[] | undefined;
}

const width = { miw: 120, maw: 320, flex: '1 1 140px', size: 'sm' as const };

export function TextOperand({ value, onChange, options }: TextOperandProps<string>) {
  const shared = { ...width, 'aria-label': words.rule.value };
  if (options) {
    return <Select {...shared} data={options} value={value || null} onChange={(chosen) => onChange(chosen ?? '')} />;
  }
  return (
    <TextInput
      {...shared}
      placeholder={words.rule.text}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** A pasted list becomes one value a line, comma or semicolon. */
export function TextsOperand({ value, onChange, options }: TextOperandProps<string[]>) {
  const shared = { ...width, 'aria-label': words.rule.values, value, onChange };
  if (options) return <MultiSelect {...shared} data={options} />;
  return (
    <TagsInput
      {...shared}
      placeholder={value.length === 0 ? words.rule.list : ''}
      splitChars={[',', ';', '\n', '\t']}
      acceptValueOnBlur
    />
  );
}
