import { Text } from '@mantine/core';
import { windowUnits } from '../../../shared/rules/rule.ts';
import type { Duration, DurationRange, WindowUnit } from '../../../shared/rules/window.ts';
import { Choose, choicesOf } from './choose.tsx';
import { AmountOperand } from './number-operand.tsx';
import { ruleWords } from './rule-words.ts';

interface LengthOperandProps<Value> {
  value: Value | undefined;
  onChange: (value: Value) => void;
}

const units = choicesOf(windowUnits, ruleWords.units);

/** What a length begins as: to be filled in. */
const blank: Duration = { amount: Number.NaN, unit: 'day' };
const blankRange: DurationRange = { from: Number.NaN, to: Number.NaN, unit: 'day' };

/** A length of time: so many minutes, hours, days, weeks or months of 30 days. */
export function LengthOperand({ value = blank, onChange }: LengthOperandProps<Duration>) {
  return (
    <>
      <AmountOperand value={value.amount} onChange={(amount) => onChange({ ...value, amount })} />
      <UnitOperand value={value.unit} onChange={(unit) => onChange({ ...value, unit })} />
    </>
  );
}

export function LengthRangeOperand({ value = blankRange, onChange }: LengthOperandProps<DurationRange>) {
  return (
    <>
      <AmountOperand label={ruleWords.low} value={value.from} onChange={(from) => onChange({ ...value, from })} />
      <Text size="sm">{ruleWords.and}</Text>
      <AmountOperand label={ruleWords.high} value={value.to} onChange={(to) => onChange({ ...value, to })} />
      <UnitOperand value={value.unit} onChange={(unit) => onChange({ ...value, unit })} />
    </>
  );
}

function UnitOperand({ value, onChange }: { value: WindowUnit; onChange: (unit: WindowUnit) => void }) {
  return <Choose label={ruleWords.unit} value={value} choices={units} onChange={onChange} />;
}
