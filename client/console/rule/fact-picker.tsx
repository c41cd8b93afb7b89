import { Select } from '@mantine/core';
import { type Dispatch, memo } from 'react';
import type { Vocabulary } from '../../../shared/rules/vocabulary.ts';
import type { TreeEdit } from './edit-tree.ts';
import { factChoices } from './fact-choices.ts';
import { conditionOf } from './first-condition.ts';
import { ruleWords } from './rule-words.ts';
import { byLabelOrGroup } from './search-choices.ts';

interface FactPickerProps {
  nodeKey: string;
  /** What is asked for, as `factOf` names it. */
  fact: string;
  edit: Dispatch<TreeEdit>;
  vocabulary: Vocabulary;
}

/** What a row asks for, found by its name or its category. Another fact begins with other operators and no value. */
export const FactPicker = memo(function FactPicker({ nodeKey: key, fact, edit, vocabulary }: FactPickerProps) {
  const choices = factChoices(vocabulary);
  const isOffered = choices.some(({ items }) => items.some(({ value }) => value === fact));
  return (
    <Select
      aria-label={ruleWords.fact}
      size="sm"
      searchable
      allowDeselect={false}
      data={isOffered ? choices : [{ value: fact, label: strangerLabel(fact) }, ...choices]}
      filter={byLabelOrGroup}
      nothingFoundMessage={ruleWords.nothingFound}
      value={fact}
      onChange={(chosen) => chosen !== null && edit({ kind: 'set', key, condition: conditionOf(chosen, vocabulary) })}
      comboboxProps={{ width: 'max-content' }}
      maxDropdownHeight={320}
    />
  );
});

/** An attribute that was deleted keeps its name; a list is chosen as a segment, and comes with a rule as it is. */
function strangerLabel(fact: string): string {
  return fact === 'list' ? ruleWords.onList : fact.slice(fact.indexOf('.') + 1);
}
