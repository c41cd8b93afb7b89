import { Group, MultiSelect, NumberInput, Select, TagsInput, Text, TextInput } from '@mantine/core';
import { operandShapes } from '../../../shared/rules/operand-types.ts';
import type { Operand, OperatorName } from '../../../shared/rules/rule.ts';
import type { AttributeOption } from '../../../shared/schema/attribute.ts';
import { words } from '../words.ts';

interface OperandInputProps {
  operator: OperatorName;
  value: Operand | undefined;
  onChange: (value: Operand | undefined) => void;
  /** Offered instead of free text. */
  options?: AttributeOption[] | undefined;
  /** Between what is typed and what is kept: minor units of a currency. */
  scale?: { perUnit: number; digits: number; suffix: string } | undefined;
}

const width = { miw: 120, maw: 320, flex: '1 1 140px', size: 'sm' as const };

/** The value that an operator compares with, in the control that fits it. */
export function OperandInput({ operator, value, onChange, options, scale }: OperandInputProps) {
  const perUnit = scale?.perUnit ?? 1;
  const number = {
    'aria-label': words.rule.value,
    placeholder: words.rule.number,
    decimalScale: scale?.digits ?? 6,
    suffix: scale ? ` ${scale.suffix}` : '',
    thousandSeparator: ',',
    hideControls: true,
    size: 'sm' as const,
    w: 130,
  };
  const shown = (stored: unknown) => (typeof stored === 'number' && Number.isFinite(stored) ? stored / perUnit : '');
  const stored = (typed: string | number) =>
    typeof typed === 'number' ? Math.round(typed * perUnit * 1e6) / 1e6 : undefined;

  switch (operandShapes[operator]) {
    case 'none':
      return null;
    case 'text':
      return options ? (
        <Select
          {...width}
          aria-label={words.rule.value}
          data={options}
          value={typeof value === 'string' ? value : null}
          onChange={(chosen) => onChange(chosen ?? undefined)}
        />
      ) : (
        <TextInput
          {...width}
          aria-label={words.rule.value}
          placeholder={words.rule.text}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'texts': {
      const list = Array.isArray(value) && typeof value[0] === 'string' ? (value as string[]) : [];
      return options ? (
        <MultiSelect {...width} aria-label={words.rule.values} data={options} value={list} onChange={onChange} />
      ) : (
        <TagsInput
          {...width}
          aria-label={words.rule.values}
          placeholder={list.length === 0 ? words.rule.list : ''}
          splitChars={[',', ';', '\n', '\t']}
          acceptValueOnBlur
          value={list}
          onChange={onChange}
        />
      );
    }
    case 'number':
    case 'wholeNumber':
      return <NumberInput {...number} value={shown(value)} onChange={(typed) => onChange(stored(typed))} />;
    case 'range': {
      const [low, high] = Array.isArray(value) ? value : [];
      const end = (side: unknown) => (typeof side === 'number' ? side : Number.NaN);
      return (
        <Group gap={6} wrap="nowrap">
          <NumberInput
            {...number}
            aria-label={words.rule.low}
            value={shown(low)}
            onChange={(typed) => onChange([stored(typed) ?? Number.NaN, end(high)])}
          />
          <Text size="sm">{words.rule.and}</Text>
          <NumberInput
            {...number}
            aria-label={words.rule.high}
            value={shown(high)}
            onChange={(typed) => onChange([end(low), stored(typed) ?? Number.NaN])}
          />
        </Group>
      );
    }
  }
}
