import { Checkbox, Text } from '@mantine/core';
import type { SequenceCondition } from '../../../shared/rules/event-condition.ts';
import { Choose, choicesOf } from './choose.tsx';
import { PropertyPicker } from './event-filter.tsx';
import { ruleWords } from './rule-words.ts';
import { useEventNames } from './use-event-names.ts';

interface SamePropertyProps {
  condition: SequenceCondition;
  onChange: (condition: SequenceCondition) => void;
}

/** Whether all steps are about the same thing: one value of a property, such as the same product. */
export function SameProperty({ condition, onChange }: SamePropertyProps) {
  const { propertiesOf } = useEventNames();
  const { same, ...rest } = condition;
  if (!same) {
    return (
      <Checkbox
        size="sm"
        label={ruleWords.sameToggle}
        checked={false}
        onChange={() => onChange({ ...rest, same: { property: 'item_id', over: 'items' } })}
      />
    );
  }
  const { property } = same;
  const over = same.over ?? 'event';
  return (
    <>
      <Checkbox size="sm" aria-label={ruleWords.sameToggle} checked onChange={() => onChange(rest)} />
      <Text size="sm">{ruleWords.same}</Text>
      <PropertyPicker
        value={property}
        properties={propertiesOf(condition.steps[0]?.event ?? '', over)}
        onChange={(name) => onChange({ ...condition, same: { ...same, property: name } })}
      />
      <Choose
        label={ruleWords.over}
        value={over}
        choices={choicesOf(['event', 'items'] as const, ruleWords.overs)}
        onChange={(next) => onChange({ ...condition, same: { property, ...(next === 'items' && { over: next }) } })}
      />
    </>
  );
}
