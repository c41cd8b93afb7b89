import { type ComboboxItem, Select } from '@mantine/core';
import { useState } from 'react';
import { spoken } from '../../../shared/rules/describe-value.ts';
import { attributeName } from '../attribute-name.ts';
import { ruleWords } from './rule-words.ts';
import { byLabelOrGroup, type Choices } from './search-choices.ts';

interface NamePickerProps {
  label: string;
  placeholder: string;
  /** Empty: none yet. */
  value: string;
  choices: Choices;
  onChange: (name: string) => void;
}

/** Chooses an event or a property by the words people know it by; one that nobody declared can be typed. */
export function NamePicker({ label, placeholder, value, choices, onChange }: NamePickerProps) {
  const [search, setSearch] = useState('');
  const known = choices.flatMap(({ items }) => items);
  if (value !== '' && !known.some((choice) => choice.value === value)) known.push({ value, label: spoken(value) });
  const stranger = strangerIn(search, known);
  const own = known.slice(choices.flatMap(({ items }) => items).length);
  return (
    <Select
      aria-label={label}
      placeholder={placeholder}
      size="sm"
      searchable
      allowDeselect={false}
      data={[...choices, ...own, ...stranger]}
      filter={(input) => [
        ...byLabelOrGroup({ ...input, options: input.options.slice(0, choices.length + own.length) }),
        ...stranger,
      ]}
      value={value || null}
      onSearchChange={setSearch}
      onChange={(name) => name !== null && onChange(name)}
      comboboxProps={{ width: 'max-content' }}
    />
  );
}

/** What was typed, as a name to use, when it is none of those that are known. */
function strangerIn(search: string, known: readonly ComboboxItem[]): ComboboxItem[] {
  const name = attributeName(search);
  const typed = search.trim().toLowerCase();
  if (name === null || known.some(({ value, label }) => value === name || label.toLowerCase() === typed)) return [];
  return [{ value: name, label: ruleWords.use(name) }];
}
