import { Text, TextInput } from '@mantine/core';
import { ruleWords } from './rule-words.ts';

interface DayOperandProps {
  /** `YYYY-MM-DD`; empty where none is chosen yet. */
  value: string;
  onChange: (day: string) => void;
  label?: string;
}

/** A day of the calendar, by the date picker of the browser. */
export function DayOperand({ value, onChange, label = ruleWords.day }: DayOperandProps) {
  return (
    <TextInput
      type="date"
      aria-label={label}
      size="sm"
      max="9999-12-31"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

interface DaysOperandProps {
  value: readonly [from: string, to: string];
  onChange: (days: [from: string, to: string]) => void;
}

/** From one day to another. */
export function DaysOperand({ value: [from, to], onChange }: DaysOperandProps) {
  return (
    <>
      <DayOperand label={ruleWords.firstDay} value={from} onChange={(day) => onChange([day, to])} />
      <Text size="sm">{ruleWords.and}</Text>
      <DayOperand label={ruleWords.lastDay} value={to} onChange={(day) => onChange([from, day])} />
    </>
  );
}
