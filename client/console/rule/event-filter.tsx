import { ActionIcon, Autocomplete, Group, Select, Text } from '@mantine/core';
import { words as ruleWords } from '../../../shared/rules/describe-words.ts';
import { operandShapes } from '../../../shared/rules/operand-types.ts';
import {
  knownOperators,
  numberOperators,
  type Operand,
  type PropertyFilter,
  textOperators,
} from '../../../shared/rules/rule.ts';
import { Icon } from '../shell/icon.tsx';
import { words } from '../words.ts';
import { OperandInput } from './operand-input.tsx';

interface EventFilterProps {
  filter: PropertyFilter;
  onChange: (filter: PropertyFilter) => void;
  onRemove: () => void;
}

type FilterOperator = PropertyFilter['operator'];

const usualProperties = [
  'path',
  'title',
  'url',
  'referrer',
  'value',
  'currency',
  'transaction_id',
  'search_term',
  'campaign',
  'variant',
];

const operatorGroups = [
  { group: words.rule.families.text, operators: textOperators },
  { group: words.rule.families.number, operators: numberOperators },
  { group: words.rule.families.known, operators: knownOperators },
];

/** A test on the counted occurrence itself; the operator decides whether its property is read as text or number. */
export function EventFilter({ filter, onChange, onRemove }: EventFilterProps) {
  return (
    <Group gap={6}>
      <Text size="sm" w={44}>
        {words.rule.where}
      </Text>
      <Autocomplete
        aria-label={words.rule.property}
        placeholder={words.rule.property}
        data={usualProperties}
        value={filter.property}
        onChange={(property) => onChange({ ...filter, property })}
        w={140}
        size="sm"
      />
      <Select
        aria-label={words.rule.operator}
        allowDeselect={false}
        data={operatorGroups.map(({ group, operators }) => ({
          group,
          items: operators.map((name) => ({ value: name, label: ruleWords.operators[name] })),
        }))}
        value={filter.operator}
        onChange={(name) => name !== null && onChange(withOperator(filter, name as FilterOperator))}
        w={160}
        size="sm"
      />
      <OperandInput
        operator={filter.operator}
        value={filter.value}
        onChange={(value) => onChange(withValue(filter, value))}
      />
      <ActionIcon variant="subtle" color="gray" c="dimmed" aria-label={words.rule.removeFilter} onClick={onRemove}>
        <Icon name="remove" size={16} />
      </ActionIcon>
    </Group>
  );
}

function withOperator(filter: PropertyFilter, operator: FilterOperator): PropertyFilter {
  const same = operandShapes[operator] === operandShapes[filter.operator];
  return withValue({ ...filter, operator }, same ? filter.value : undefined);
}

function withValue({ value: _, ...rest }: PropertyFilter, value: Operand | undefined): PropertyFilter {
  return value === undefined ? rest : { ...rest, value };
}
