import { Text, TextInput } from '@mantine/core';
import { NumberOperand } from './number-operand.tsx';
import { ruleWords } from './rule-words.ts';

interface ClockOperandProps {
  /** Minutes since midnight; not a number where nothing is typed yet. */
  value: number | undefined;
  onChange: (minutes: number | undefined) => void;
  label?: string;
}

const lastMinute = 1_439;

/** A time of day. */
export function ClockOperand({ value = Number.NaN, onChange, label = ruleWords.value }: ClockOperandProps) {
  // No clock shows it; rules that come by the API may hold it.
  if (value > lastMinute) return <NumberOperand label={label} value={value} onChange={onChange} />;
  return (
    <TextInput
      type="time"
      aria-label={label}
      size="sm"
      value={Number.isNaN(value) ? '' : clockOf(value)}
      onChange={(event) => onChange(minutesOf(event.currentTarget.value))}
    />
  );
}

interface ClockRangeProps {
  value: [number, number] | undefined;
  onChange: (range: [number, number]) => void;
}

export function ClockRangeOperand({ value = [Number.NaN, Number.NaN], onChange }: ClockRangeProps) {
  const [from, to] = value;
  return (
    <>
      <ClockOperand label={ruleWords.low} value={from} onChange={(next) => onChange([next ?? Number.NaN, to])} />
      <Text size="sm">{ruleWords.and}</Text>
      <ClockOperand label={ruleWords.high} value={to} onChange={(next) => onChange([from, next ?? Number.NaN])} />
    </>
  );
}

function clockOf(minutes: number): string {
  const digits = (part: number) => String(Math.floor(part)).padStart(2, '0');
  return `${digits(minutes / 60)}:${digits(minutes % 60)}`;
}

function minutesOf(clock: string): number | undefined {
  const [hours, minutes] = clock.split(':').map(Number);
  return hours === undefined || minutes === undefined ? undefined : hours * 60 + minutes;
}
