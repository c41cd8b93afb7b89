import { NativeSelect } from '@mantine/core';

interface Choice<Value extends string> {
  value: Value;
  label: string;
}

interface ChooseProps<Value extends string> {
  label: string;
  value: Value;
  choices: readonly (Choice<Value> | { group: string; items: readonly Choice<Value>[] })[];
  onChange: (value: Value) => void;
}

/** One of a few words inside a row that reads as a sentence: as wide as the word. */
export function Choose<Value extends string>({ label, value, choices, onChange }: ChooseProps<Value>) {
  return (
    <NativeSelect
      aria-label={label}
      size="sm"
      data={choices as Parameters<typeof NativeSelect>[0]['data'] & {}}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value as Value)}
    />
  );
}

/** The entries of a record of words as choices. */
export function choicesOf<Value extends string>(
  values: readonly Value[],
  labels: Readonly<Record<Value, string>>,
): Choice<Value>[] {
  return values.map((value) => ({ value, label: labels[value] }));
}
