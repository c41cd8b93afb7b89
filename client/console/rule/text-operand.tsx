import { MultiSelect, Select, TagsInput, TextInput } from '@mantine/core';
import type { ClipboardEvent } from 'react';
import type { AttributeOption } from '../../../shared/schema/attribute.ts';
import { ruleWords } from './rule-words.ts';
import { splitChars, valuesIn } from './values-in.ts';

interface TextOperandProps<Value> {
  value: Value;
  onChange: (value: Value) => void;
  /** Offered instead of free text. */
  options: AttributeOption[] | undefined;
}

export function TextOperand({ value, onChange, options }: TextOperandProps<string>) {
  if (options) {
    return (
      <Select
        aria-label={ruleWords.value}
        size="sm"
        searchable
        allowDeselect={false}
        data={withStrangers(options, [value])}
        value={value || null}
        onChange={(chosen) => onChange(chosen ?? '')}
        comboboxProps={{ width: 'max-content' }}
      />
    );
  }
  return (
    <TextInput
      aria-label={ruleWords.value}
      size="sm"
      placeholder={ruleWords.text}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** A pasted list becomes one value a line, comma, semicolon or tab; where values are offered, those that it names. */
export function TextsOperand({ value, onChange, options }: TextOperandProps<string[]>) {
  const shared = { 'aria-label': ruleWords.values, className: 'console-texts', size: 'sm' as const, value, onChange };
  if (options) {
    return (
      <MultiSelect
        {...shared}
        searchable
        data={withStrangers(options, value)}
        onPaste={(event) => onPaste(event, (text) => onChange([...new Set([...value, ...valuesIn(text, options)])]))}
      />
    );
  }
  return (
    <TagsInput
      {...shared}
      placeholder={value.length === 0 ? ruleWords.list : ''}
      splitChars={splitChars}
      acceptValueOnBlur
      onPaste={(event) => onPaste(event, (text) => onChange([...new Set([...value, ...valuesIn(text)])]))}
    />
  );
}

/** A single word is pasted as a word; a list as its values. */
function onPaste(event: ClipboardEvent, add: (text: string) => void): void {
  const text = event.clipboardData.getData('text');
  if (!splitChars.some((char) => text.includes(char))) return;
  event.preventDefault();
  event.stopPropagation();
  add(text);
}

/** A value that is offered no more stays visible, so that it can be taken out. */
function withStrangers(options: AttributeOption[], values: readonly string[]): AttributeOption[] {
  const known = new Set(options.map(({ value }) => value));
  const strangers = values.filter((value) => value !== '' && !known.has(value));
  return strangers.length === 0 ? options : [...options, ...strangers.map((value) => ({ value, label: value }))];
}
