import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { memo, useState } from 'react';
import type { ProfileListRow } from '../api.ts';
import { whoOf } from '../profile/who.tsx';
import { useProfiles } from '../queries.ts';
import { words } from '../words.ts';
import { segmentWords } from './segment-words.ts';

const settleMs = 250;

interface PersonPickerProps {
  person: string | null;
  onChoose: (person: string | null) => void;
}

/** Chooses a person: one of the newest by name, anybody by a whole id of theirs. */
export const PersonPicker = memo(function PersonPicker({ person, onChoose }: PersonPickerProps) {
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<ProfileListRow | null>(null);
  const [who] = useDebouncedValue(search.trim(), settleMs);
  const isNamed = chosen !== null && search === labelOf(chosen);
  const newest = useProfiles({ before: null, who: null });
  const found = useProfiles({ before: null, who: who === '' || isNamed ? null : who });
  const people = new Map(
    [...(chosen ? [chosen] : []), ...(found.data?.profiles ?? []), ...(newest.data?.profiles ?? [])].map((row) => [
      row.id,
      row,
    ]),
  );
  const byId = new Set(who === '' ? [] : (found.data?.profiles ?? []).map(({ id }) => id));
  return (
    <Select
      label={segmentWords.explain.choose}
      placeholder={segmentWords.explain.placeholder}
      size="sm"
      searchable
      clearable
      clearButtonProps={{ 'aria-label': words.profiles.everybody }}
      nothingFoundMessage={segmentWords.explain.none}
      data={[...people.values()].map((row) => ({ value: row.id, label: labelOf(row) }))}
      // Who was found by an id need not have it in the name.
      filter={({ options, search: typed }) =>
        options.filter(
          (option) =>
            'value' in option &&
            (byId.has(String(option.value)) || option.label.toLowerCase().includes(typed.trim().toLowerCase())),
        )
      }
      value={person}
      onSearchChange={setSearch}
      onChange={(id) => {
        setChosen(id === null ? null : (people.get(id) ?? null));
        onChoose(id);
      }}
    />
  );
});

/** Unidentified people have nothing but their id; two of one name are told apart by it. */
function labelOf(row: ProfileListRow): string {
  const name = whoOf(row);
  return name === row.id ? name : `${name} (${row.id})`;
}
