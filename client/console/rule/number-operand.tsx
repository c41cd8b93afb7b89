import { Group, NumberInput, Text } from '@mantine/core';
import { words } from '../words.ts';

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
  scale: NumberScale | undefined;
  label?: string;
}

/** Decimals kept of a number that is no money. */
const maxDecimals = 6;

export function NumberOperand({ value, onChange, scale, label = words.rule.value }: NumberOperandProps<number>) {
  const perUnit = scale?.perUnit ?? 1;
  return (
    <NumberInput
      aria-label={label}
      placeholder={words.rule.number}
      decimalScale={scale?.digits ?? maxDecimals}
      suffix={scale ? ` ${scale.suffix}` : ''}
      thousandSeparator=","
      hideControls
      size="sm"
      w={130}
      value={value === undefined || Number.isNaN(value) ? '' : value / perUnit}
      onChange={(typed) => onChange(typeof typed === 'number' ? kept(typed, scale) : undefined)}
    />
  );
}

export function RangeOperand({ value, onChange, scale }: NumberOperandProps<[number, number]>) {
  const [low, high] = value ?? [Number.NaN, Number.NaN];
  return (
    <Group gap={6}>
      <NumberOperand
        label={words.rule.low}
        value={low}
        onChange={(next) => onChange([next ?? Number.NaN, high])}
        scale={scale}
      />
      <Text size="sm">{words.rule.and}</Text>
      <NumberOperand
        label={words.rule.high}
        value={high}
        onChange={(next) => onChange([low, next ?? Number.NaN])}
        scale={scale}
      />
    </Group>
  );
}

/** Money is whole minor units; 19.99 × 100 is not without rounding. */
function kept(typed: number, scale: NumberScale | undefined): number {
  return scale ? Math.round(typed * scale.perUnit) : typed;
}
