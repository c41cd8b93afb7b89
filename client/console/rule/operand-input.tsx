import { Chip, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { periodUnits, weekdays } from '../../../shared/rules/day.ts';
import { words as sentences } from '../../../shared/rules/describe-words.ts';
import { type OperandShape, operandShapes } from '../../../shared/rules/operand-types.ts';
import { dateOperators } from '../../../shared/rules/operator-names.ts';
import type { Operand, OperatorName } from '../../../shared/rules/rule.ts';
import type { Duration, DurationRange } from '../../../shared/rules/window.ts';
import type { AttributeOption } from '../../../shared/schema/attribute.ts';
import { Choose, choicesOf } from './choose.tsx';
import { ClockOperand, ClockRangeOperand } from './clock-operand.tsx';
import { DayOperand, DaysOperand } from './day-operand.tsx';
import { LengthOperand, LengthRangeOperand } from './length-operand.tsx';
import { AmountOperand, NumberOperand, type NumberScale, RangeOperand } from './number-operand.tsx';
import { ruleWords } from './rule-words.ts';
import { TextOperand, TextsOperand } from './text-operand.tsx';

/** How values of the fact are written. */
export interface OperandForm {
  /** Offered instead of free text. */
  options?: AttributeOption[] | undefined;
  scale?: NumberScale | undefined;
  /** Numbers are minutes since midnight. */
  isClock?: boolean;
}

interface OperandProps extends OperandForm {
  value: Operand | undefined;
  onChange: (value: Operand | undefined) => void;
}

interface OperandInputProps extends OperandProps {
  operator: OperatorName;
  /** Of the site: what a date means depends on it. */
  timeZone: string;
}

/** The value that an operator compares with, in the control that fits it, and what the sentence says after it. */
export function OperandInput({ operator, timeZone, ...props }: OperandInputProps) {
  const tail = ruleWords.tails[operator];
  const isDate = dateOperators.some((name) => name === operator);
  return (
    <>
      {inputs[operandShapes[operator]](props)}
      {tail && <Text size="sm">{tail}</Text>}
      {isDate && (
        <Text size="sm" c="dimmed">
          {ruleWords.zone(timeZone)}
        </Text>
      )}
    </>
  );
}

/** By shape; no shape without an entry compiles. A value of another shape shows as empty. */
const inputs = {
  none: () => null,
  text: ({ value, ...props }) => <TextOperand {...props} value={textOf(value)} options={props.options} />,
  texts: ({ value, ...props }) => (
    <TextsOperand {...props} value={isTexts(value) ? value : []} options={props.options} />
  ),
  number: ({ value, isClock, ...props }) => {
    const Input = isClock ? ClockOperand : NumberOperand;
    return <Input {...props} value={numberOf(value)} />;
  },
  range: ({ value, isClock, ...props }) => {
    const Input = isClock ? ClockRangeOperand : RangeOperand;
    return <Input {...props} value={isRange(value) ? value : undefined} />;
  },
  wholeNumber: ({ value, onChange }) => <AmountOperand value={numberOf(value)} onChange={onChange} />,
  daysCount: ({ value, onChange }) => <AmountOperand value={numberOf(value)} onChange={onChange} />,
  day: ({ value, onChange }) => <DayOperand value={textOf(value)} onChange={onChange} />,
  days: ({ value, onChange }) => {
    const [from = '', to = ''] = isTexts(value) ? value : [];
    return <DaysOperand value={[from, to]} onChange={onChange} />;
  },
  duration: ({ value, onChange }) => (
    <LengthOperand value={isObject(value) && 'amount' in value ? value : undefined} onChange={onChange} />
  ),
  durationRange: ({ value, onChange }) => (
    <LengthRangeOperand value={isObject(value) && 'from' in value ? value : undefined} onChange={onChange} />
  ),
  period: ({ value, onChange }) => (
    <Choose
      label={ruleWords.period}
      value={periodUnits.find((unit) => unit === value) ?? 'day'}
      choices={choicesOf(periodUnits, ruleWords.periods)}
      onChange={onChange}
    />
  ),
  weekdays: ({ value, onChange }) => (
    <Chip.Group multiple value={isTexts(value) ? value : []} onChange={onChange}>
      <Group gap={4} role="group" aria-label={ruleWords.weekdays}>
        {weekdays.map((day) => (
          <Chip key={day} value={day} size="xs">
            {sentences.dates.weekdays[day]}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  ),
} satisfies Record<OperandShape, (props: OperandProps) => ReactNode>;

/** What an operator that was just chosen compares with: nothing yet, but where a choice of few is shown as made. */
export function firstOperand(operator: OperatorName): Operand | undefined {
  return operandShapes[operator] === 'period' ? 'day' : undefined;
}

function textOf(value: Operand | undefined): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(value: Operand | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function isTexts(value: Operand | undefined): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

function isRange(value: Operand | undefined): value is [number, number] {
  return Array.isArray(value) && typeof value[0] === 'number';
}

function isObject(value: Operand | undefined): value is Duration | DurationRange {
  return typeof value === 'object' && !Array.isArray(value);
}
