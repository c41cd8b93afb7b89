import { useLocalStorage } from '@mantine/hooks';
import type { DataTableColumn } from 'mantine-datatable';
import type { Vocabulary } from '../../../shared/rules/vocabulary.ts';
import type { ListedProfile, Session } from '../api.ts';
import { formatCountry, formatNumber } from '../formats.ts';
import { words } from '../words.ts';
import { attributeWords } from './attribute-words.ts';
import { LastSeen } from './last-seen.tsx';

/** Columns that every person has; the others are attributes, `attribute.NAME`. */
const ownColumns = ['country', 'lastSeen', 'sessions', 'orders'] as const;
const prefix = 'attribute.';

/** The server tells of so many attributes at most. */
const maxAttributes = 20;

/** Which columns the list of people has; the browser remembers. */
export function useProfileColumns() {
  return useLocalStorage<string[]>({
    key: 'usher-profile-columns',
    defaultValue: [...ownColumns],
    getInitialValueInEffect: false,
  });
}

/** Attributes among the columns. */
export function attributesOf(columns: readonly string[]): string[] {
  const names = columns.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  return names.slice(0, maxAttributes);
}

/** Every column there can be, own ones first. */
export function columnChoices({ attributes }: Vocabulary): { value: string; label: string }[] {
  return [
    ...ownColumns.map((value) => ({ value, label: words.profiles.columns[value] })),
    ...[...attributes.values()].map(({ name, label }) => ({ value: prefix + name, label })),
  ];
}

/** A column as the table draws it; null for an attribute that is no more. */
export function profileColumn(
  name: string,
  { attributes }: Vocabulary,
  site: Session['site'],
): DataTableColumn<ListedProfile> | null {
  const right = { textAlign: 'right' } as const;
  const titles: Readonly<Record<string, string>> = words.profiles.columns;
  const column = { accessor: name, title: titles[name] };
  switch (name) {
    case 'country':
      return { ...column, render: ({ country }) => (country === null ? '–' : formatCountry(country)) };
    case 'lastSeen':
      return { ...column, render: ({ lastSeenAt }) => <LastSeen at={lastSeenAt} /> };
    case 'sessions':
      return { ...column, ...right, render: ({ sessions }) => formatNumber(sessions) };
    case 'orders':
      return { ...column, ...right, render: ({ orders }) => formatNumber(orders) };
  }
  const definition = attributes.get(name.slice(prefix.length));
  if (!definition) return null;
  return {
    accessor: name,
    title: definition.label,
    ...(definition.type === 'number' && right),
    render: (profile) => {
      const value = profile.attributes[definition.name];
      return value === undefined ? '–' : attributeWords(value, definition, site);
    },
  };
}
