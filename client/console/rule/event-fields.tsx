import { Autocomplete, Button, Group, NumberInput, Select, Stack, Text } from '@mantine/core';
import { words as ruleWords } from '../../../shared/rules/describe-words.ts';
import { type NumberOperator, numberOperators, type Window, windowUnits } from '../../../shared/rules/rule.ts';
import { commerceEvents, tagEvents } from '../../../shared/schema/event.ts';
import { words } from '../words.ts';
import { EventFilter } from './event-filter.tsx';
import type { DraftCondition } from './rule-tree.ts';

type DraftEvent = Extract<DraftCondition, { kind: 'event' }>;

interface EventFieldsProps {
  condition: DraftEvent;
  onChange: (condition: DraftEvent) => void;
}

const eventNames = [...commerceEvents, ...tagEvents];

/** "Has done E at least n times in the last N days, where …". */
export function EventFields({ condition, onChange }: EventFieldsProps) {
  const { event, operator, value, where } = condition;
  const isRange = operator === 'between' || operator === 'notBetween';
  const [low, high] = Array.isArray(value) ? value : [value, undefined];
  const number = { size: 'sm' as const, w: 76, min: 0, allowDecimal: false, placeholder: words.rule.number };

  return (
    <Stack gap={6} flex="1 1 100%">
      <Group gap={6}>
        <Autocomplete
          aria-label={words.rule.event}
          data={eventNames}
          value={event}
          onChange={(name) => onChange({ ...condition, event: name })}
          w={190}
          size="sm"
        />
        <Select
          aria-label={words.rule.operator}
          allowDeselect={false}
          data={numberOperators.map((name) => ({ value: name, label: ruleWords.counts[name] }))}
          value={operator}
          onChange={(name) => name !== null && onChange(withOperator(condition, name as NumberOperator))}
          w={130}
          size="sm"
        />
        <NumberInput
          {...number}
          aria-label={isRange ? words.rule.low : words.rule.times}
          value={typed(low)}
          onChange={(next) => onChange({ ...condition, value: isRange ? [count(next), count(high)] : asNumber(next) })}
        />
        {isRange && (
          <NumberInput
            {...number}
            aria-label={words.rule.high}
            value={typed(high)}
            onChange={(next) => onChange({ ...condition, value: [count(low), count(next)] })}
          />
        )}
        <Text size="sm">{words.rule.times}</Text>
        <WindowFields window={condition.window} onChange={(window) => onChange({ ...condition, window })} />
      </Group>
      {where.map((filter, index) => (
        <EventFilter
          // biome-ignore lint/suspicious/noArrayIndexKey: filters have no identity of their own and never change places.
          key={index}
          filter={filter}
          onChange={(next) => onChange({ ...condition, where: where.with(index, next) })}
          onRemove={() => onChange({ ...condition, where: where.toSpliced(index, 1) })}
        />
      ))}
      <Button
        variant="subtle"
        size="compact-sm"
        w="fit-content"
        onClick={() => onChange({ ...condition, where: [...where, { property: '', operator: 'is' }] })}
      >
        {words.rule.addFilter}
      </Button>
    </Stack>
  );
}

function WindowFields({ window, onChange }: { window: Window; onChange: (window: Window) => void }) {
  return (
    <Group gap={6}>
      <Select
        aria-label={words.rule.window}
        allowDeselect={false}
        data={[
          { value: 'ever', label: words.rule.windows.ever },
          { value: 'rolling', label: words.rule.windows.rolling },
        ]}
        value={window.kind}
        onChange={(kind) => onChange(kind === 'ever' ? { kind } : { kind: 'rolling', amount: 30, unit: 'day' })}
        w={116}
        size="sm"
      />
      {window.kind === 'rolling' && (
        <>
          <NumberInput
            aria-label={words.rule.amount}
            value={typed(window.amount)}
            min={1}
            max={10_000}
            allowDecimal={false}
            onChange={(amount) => onChange({ ...window, amount: count(amount) })}
            w={68}
            size="sm"
          />
          <Select
            aria-label={words.rule.unit}
            allowDeselect={false}
            data={windowUnits.map((unit) => ({ value: unit, label: words.rule.units[unit] }))}
            value={window.unit}
            onChange={(unit) => onChange({ ...window, unit: windowUnits.find((one) => one === unit) ?? 'day' })}
            w={150}
            size="sm"
          />
        </>
      )}
    </Group>
  );
}

/** From one number to a range and back the first number is kept. */
function withOperator(condition: DraftEvent, operator: NumberOperator): DraftEvent {
  const low = Array.isArray(condition.value) ? condition.value[0] : condition.value;
  const isRange = operator === 'between' || operator === 'notBetween';
  const value: DraftEvent['value'] = isRange ? [count(low), Number.NaN] : low;
  return { ...condition, operator, value };
}

function typed(value: number | undefined): number | '' {
  return value === undefined || Number.isNaN(value) ? '' : value;
}

function asNumber(value: string | number): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** Not a number until one is typed, which the schema then refuses beside the row. */
function count(value: string | number | undefined): number {
  return typeof value === 'number' ? value : Number.NaN;
}
