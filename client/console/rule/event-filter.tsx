import { ActionIcon } from '@mantine/core';
import type { ReactNode } from 'react';
import type { PropertyFilter } from '../../../shared/rules/rule.ts';
import { knownOperators, numberOperators, textOperators } from '../../../shared/rules/rule.ts';
import type { AttributeOption } from '../../../shared/schema/attribute.ts';
import { useCampaigns } from '../queries.ts';
import { Icon } from '../shell/icon.tsx';
import { Choose } from './choose.tsx';
import { withOperator, withValue } from './comparison-fields.tsx';
import type { KnownProperty } from './event-properties.ts';
import { NamePicker } from './name-picker.tsx';
import { OperandInput } from './operand-input.tsx';
import { operatorChoices } from './operator-choices.ts';
import { ruleWords } from './rule-words.ts';

interface EventFilterProps {
  filter: PropertyFilter;
  onChange: (filter: PropertyFilter) => void;
  onRemove: () => void;
  /** What stands before it: "where" or "and". */
  lead: ReactNode;
  properties: readonly KnownProperty[];
  /** Campaigns are named, not typed. */
  isPromotion: boolean;
}

type FilterOperator = PropertyFilter['operator'];

const byType: Readonly<Record<'text' | 'number', readonly FilterOperator[]>> = {
  text: [...textOperators, ...knownOperators],
  number: [...numberOperators, ...knownOperators],
};
const everyOperator: readonly FilterOperator[] = [...textOperators, ...numberOperators, ...knownOperators];

/** A test on the counted occurrence itself. The type of the property picks the operators; of an unknown one the operator says the type. */
export function EventFilter({ filter, onChange, onRemove, lead, properties, isPromotion }: EventFilterProps) {
  const { property, operator } = filter;
  const fitting = operatorsFor(property, properties);
  return (
    <div className="console-fields">
      {lead}
      <PropertyPicker
        value={property}
        properties={properties}
        onChange={(name) => onChange(withProperty(filter, name, properties))}
      />
      <Choose
        label={ruleWords.operator}
        value={operator}
        choices={operatorChoices(fitting.includes(operator) ? fitting : everyOperator)}
        onChange={(next) => onChange(withOperator(filter, next))}
      />
      <FilterOperand filter={filter} onChange={onChange} isCampaign={isPromotion && property === 'campaign'} />
      <ActionIcon variant="subtle" color="gray" c="dimmed" aria-label={ruleWords.removeFilter} onClick={onRemove}>
        <Icon name="remove" size={16} />
      </ActionIcon>
    </div>
  );
}

interface PropertyPickerProps {
  value: string;
  properties: readonly KnownProperty[];
  onChange: (property: string) => void;
}

export function PropertyPicker({ value, properties, onChange }: PropertyPickerProps) {
  return (
    <NamePicker
      label={ruleWords.property}
      placeholder={ruleWords.property}
      value={value}
      choices={
        properties.length === 0
          ? []
          : [
              {
                group: ruleWords.usualProperties,
                items: properties.map(({ name, label }) => ({ value: name, label })),
              },
            ]
      }
      onChange={onChange}
    />
  );
}

interface FilterOperandProps {
  filter: PropertyFilter;
  onChange: (filter: PropertyFilter) => void;
  isCampaign: boolean;
}

function FilterOperand({ filter, onChange, isCampaign }: FilterOperandProps) {
  const { data: campaigns } = useCampaigns({ enabled: isCampaign });
  const isWhole = filter.operator === 'is' || filter.operator === 'isNot' || /^(in|notIn)$/.test(filter.operator);
  const options: AttributeOption[] | undefined =
    isCampaign && isWhole ? campaigns?.map(({ id, draft }) => ({ value: id, label: draft.name })) : undefined;
  return (
    <OperandInput
      operator={filter.operator}
      value={filter.value}
      options={options}
      timeZone=""
      onChange={(value) => onChange(withValue(filter, value))}
    />
  );
}

function operatorsFor(property: string, properties: readonly KnownProperty[]): readonly FilterOperator[] {
  const type = properties.find(({ name }) => name === property)?.type;
  return type === 'text' || type === 'number' ? byType[type] : everyOperator;
}

/** Another property; an operator that does not fit it gives way, and with it the value. */
function withProperty(filter: PropertyFilter, property: string, properties: readonly KnownProperty[]): PropertyFilter {
  const fitting = operatorsFor(property, properties);
  if (fitting.includes(filter.operator)) return { ...filter, property };
  return { property, operator: fitting[0] ?? 'is' };
}
