import { NumberInput, Text } from '@mantine/core';
import { ruleWords } from './rule-words.ts';

/** Between what is typed and what is kept: minor units of a currency. */
export interface NumberScale {
  perUnit: number;
  digits: number;
  suffix: string;
}

interface NumberOperandProps<Value> {
  /** In kept units; not a number where nothing is typed yet. */
  value: Value | undefined;
  onChange: (value: Value | undefined) => void;
  scale?: NumberScale | undefined;
  label?: string;
}

/** Decimals kept of a number that is no money. */
const maxDecimals = 6;

export function NumberOperand({ value, onChange, scale, label = ruleWords.value }: NumberOperandProps<number>) {
  const perUnit = scale?.perUnit ?? 1;
  return (
    <NumberInput
      aria-label={label}
      placeholder={ruleWords.number}
      decimalScale={scale?.digits ?? maxDecimals}
      suffix={scale ? ` ${scale.suffix}` : ''}
      thousandSeparator=","
      hideControls
      size="sm"
      value={value === undefined || Number.isNaN(value) ? '' : value / perUnit}
      onChange={(typed) => onChange(typeof typed === 'number' ? kept(typed, scale) : undefined)}
    />
  );
}

/** A whole number; not a number until one is typed, which the schema then refuses beside the row. */
export function AmountOperand({
  value,
  onChange,
  label = ruleWords.amount,
}: {
  value: number | undefined;
  onChange: (value: number) => void;
  label?: string;
}) {
  return (
    <NumberInput
      aria-label={label}
      placeholder={ruleWords.number}
      allowDecimal={false}
      allowNegative={false}
      hideControls
      size="sm"
      value={value === undefined || Number.isNaN(value) ? '' : value}
      onChange={(typed) => onChange(typeof typed === 'number' ? typed : Number.NaN)}
    />
  );
}

export function RangeOperand({ value, onChange, scale }: NumberOperandProps<[number, number]>) {
  const [low, high] = value ?? [Number.NaN, Number.NaN];
  return (
    <>
      <NumberOperand
        label={ruleWords.low}
        value={low}
        onChange={(next) => onChange([next ?? Number.NaN, high])}
        scale={scale}
      />
      <Text size="sm">{ruleWords.and}</Text>
      <NumberOperand
        label={ruleWords.high}
        value={high}
        onChange={(next) => onChange([low, next ?? Number.NaN])}
        scale={scale}
      />
    </>
  );
}

/** Money is whole minor units; 19.99 × 100 is not without rounding. */
function kept(typed: number, scale: NumberScale | undefined): number {
  return scale ? Math.round(typed * scale.perUnit) : typed;
}
