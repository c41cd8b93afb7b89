import { Select } from '@mantine/core';
import { type Dispatch, memo, useState } from 'react';
import type { Vocabulary } from '../../../shared/rules/vocabulary.ts';
import { attributeName } from '../attribute-name.ts';
import { AddAttribute } from './add-attribute.tsx';
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

/** The choice that declares what was typed. */
const newAttribute = 'new attribute';

/** What a row asks for, found by its name or its category. Another fact begins with other operators and no value. */
export const FactPicker = memo(function FactPicker({ nodeKey: key, fact, edit, vocabulary }: FactPickerProps) {
  const [search, setSearch] = useState('');
  const [adding, setAdding] = useState<string | null>(null);
  const choices = factChoices(vocabulary);
  const isOffered = choices.some(({ items }) => items.some(({ value }) => value === fact));
  const own = isOffered ? [] : [{ value: fact, label: strangerLabel(fact) }];
  const stranger =
    attributeName(search) === null ? [] : [{ value: newAttribute, label: ruleWords.addAttribute(search) }];
  const ask = (chosen: string, known = vocabulary) => edit({ kind: 'set', key, condition: conditionOf(chosen, known) });
  return (
    <>
      <Select
        aria-label={ruleWords.fact}
        size="sm"
        searchable
        allowDeselect={false}
        data={[...own, ...choices, ...stranger]}
        filter={(input) => {
          const found = byLabelOrGroup({ ...input, options: input.options.slice(0, own.length + choices.length) });
          return found.length === 0 ? stranger : found;
        }}
        nothingFoundMessage={ruleWords.nothingFound}
        value={fact}
        onSearchChange={setSearch}
        onChange={(chosen) => {
          if (chosen === newAttribute) setAdding(search.trim());
          else if (chosen !== null) ask(chosen);
        }}
        comboboxProps={{ width: 'max-content' }}
        maxDropdownHeight={320}
      />
      {adding !== null && (
        <AddAttribute
          label={adding}
          onClose={() => setAdding(null)}
          onAdded={(definition) => {
            setAdding(null);
            const { name } = definition;
            const attributes = new Map([...vocabulary.attributes, [name, definition]]);
            ask(`attribute.${name}`, { ...vocabulary, attributes });
          }}
        />
      )}
    </>
  );
});

/** An attribute that was deleted keeps its name; a list is chosen as a segment, and comes with a rule as it is. */
function strangerLabel(fact: string): string {
  return fact === 'list' ? ruleWords.onList : fact.slice(fact.indexOf('.') + 1);
}
