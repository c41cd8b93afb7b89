import { Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { type ItemsFilter, itemMatches, type Occurrence } from '../../../shared/rules/event-condition.ts';
import type { PropertyFilter } from '../../../shared/rules/rule.ts';
import { Choose, choicesOf } from './choose.tsx';
import { EventFilter } from './event-filter.tsx';
import { NamePicker } from './name-picker.tsx';
import { ruleWords } from './rule-words.ts';
import { type EventNames, useEventNames } from './use-event-names.ts';

interface OccurrenceProps<Kind extends Occurrence> {
  occurrence: Kind;
  onChange: (occurrence: Kind) => void;
}

const blankFilter: PropertyFilter = { property: '', operator: 'is' };

/** Which event. */
export function EventPicker<Kind extends Occurrence>({ occurrence, onChange }: OccurrenceProps<Kind>) {
  const { choices } = useEventNames();
  return (
    <NamePicker
      label={ruleWords.event}
      placeholder={ruleWords.eventNone}
      value={occurrence.event}
      choices={choices}
      onChange={(event) => onChange({ ...occurrence, event })}
    />
  );
}

/** Tests on the same occurrence: of its properties, and of its items. */
export function OccurrenceFilters<Kind extends Occurrence>({ occurrence, onChange }: OccurrenceProps<Kind>) {
  const names = useEventNames();
  const { where, items, event } = occurrence;
  const setItems = (next: ItemsFilter | undefined) => {
    const { items: _, ...rest } = occurrence;
    onChange((next === undefined ? rest : { ...rest, items: next }) as Kind);
  };
  return (
    <div className="console-filters" {...(where.length === 0 && !items && { 'data-empty': true })}>
      <FilterLines
        where={where}
        onChange={(next) => onChange({ ...occurrence, where: next })}
        lead={<Text size="sm">{ruleWords.where}</Text>}
        event={event}
        over="event"
        names={names}
      />
      {items && (
        <FilterLines
          where={items.where}
          // Without a test of its own the items filter is none.
          onChange={(next) => setItems(next.length === 0 ? undefined : { ...items, where: next })}
          lead={
            <Choose
              label={ruleWords.items}
              value={items.match}
              choices={choicesOf(itemMatches, ruleWords.itemMatches)}
              onChange={(match) => setItems({ ...items, match })}
            />
          }
          event={event}
          over="items"
          names={names}
        />
      )}
      <Group gap={6}>
        <AddFilter
          label={ruleWords.addFilter}
          onClick={() => onChange({ ...occurrence, where: [...where, blankFilter] })}
        />
        <AddFilter
          label={items ? ruleWords.addItemFilter : ruleWords.addItems}
          onClick={() => setItems({ match: items?.match ?? 'any', where: [...(items?.where ?? []), blankFilter] })}
        />
      </Group>
    </div>
  );
}

function AddFilter({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button variant="subtle" size="compact-sm" fw={500} onClick={onClick}>
      {label}
    </Button>
  );
}

interface FilterLinesProps {
  where: PropertyFilter[];
  onChange: (where: PropertyFilter[]) => void;
  /** What stands before the first. */
  lead: ReactNode;
  event: string;
  over: 'event' | 'items';
  names: EventNames;
}

function FilterLines({ where, onChange, lead, event, over, names }: FilterLinesProps) {
  return where.map((filter, index) => (
    <EventFilter
      // biome-ignore lint/suspicious/noArrayIndexKey: filters have no identity of their own and never change places.
      key={index}
      filter={filter}
      lead={index === 0 ? lead : <Text size="sm">{ruleWords.filterAnd}</Text>}
      properties={names.propertiesOf(event, over)}
      isPromotion={over === 'event' && event.startsWith('promotion_')}
      onChange={(next) => onChange(where.with(index, next))}
      onRemove={() => onChange(where.toSpliced(index, 1))}
    />
  ));
}
