import { Alert, Group, Radio, Select, Stack, Switch, Text } from '@mantine/core';
import { dateOrders, type ImportSettings } from '../../../shared/schema/import.ts';
import { useSegments } from '../queries.ts';
import { importWords } from './import-words.ts';

const text = importWords.people;
const modes = ['none', 'add', 'remove', 'replace'] as const;

export type PeopleSettings = Pick<ImportSettings, 'unknown' | 'dateOrder' | 'acceptClaimed'> & {
  listMode: (typeof modes)[number];
  /** Null until one is chosen. */
  list: string | null;
};

interface PeopleOptionsProps {
  people: PeopleSettings;
  /** A column holds dates. */
  hasDates: boolean;
  onChange: (people: PeopleSettings) => void;
}

/** Who is made, who is found, how days are read, and which list they go on. */
export function PeopleOptions({ people, hasDates, onChange }: PeopleOptionsProps) {
  const { data: segments = [] } = useSegments();
  const lists = segments.filter(({ kind, archivedAt }) => kind === 'list' && archivedAt === null);

  return (
    <Stack>
      <Radio.Group
        label={text.unknown}
        value={people.unknown}
        onChange={(value) => onChange({ ...people, unknown: value === 'skip' ? 'skip' : 'create' })}
      >
        <Group mt="xs">
          <Radio value="create" label={text.unknowns.create} />
          <Radio value="skip" label={text.unknowns.skip} />
        </Group>
      </Radio.Group>
      {hasDates && (
        <Select
          label={text.dateOrder}
          allowDeselect={false}
          maw={360}
          data={dateOrders.map((value) => ({ value, label: text.dateOrders[value] }))}
          value={people.dateOrder}
          onChange={(value) =>
            onChange({ ...people, dateOrder: dateOrders.find((one) => one === value) ?? people.dateOrder })
          }
        />
      )}
      <Switch
        label={text.acceptClaimed}
        checked={people.acceptClaimed}
        onChange={(event) => onChange({ ...people, acceptClaimed: event.currentTarget.checked })}
      />
      {people.acceptClaimed && (
        <Alert color="yellow" variant="outline" role="status">
          {text.acceptClaimedHelp}
        </Alert>
      )}
      <Group align="end">
        <Select
          label={text.list}
          allowDeselect={false}
          data={modes.map((value) => ({ value, label: text.lists[value] }))}
          value={people.listMode}
          onChange={(value) => onChange({ ...people, listMode: modes.find((one) => one === value) ?? 'none' })}
        />
        {people.listMode !== 'none' && lists.length > 0 && (
          <Select
            label={text.whichList}
            searchable
            data={lists.map(({ id, draft }) => ({ value: id, label: draft.name }))}
            value={people.list}
            onChange={(list) => onChange({ ...people, list })}
          />
        )}
      </Group>
      {people.listMode !== 'none' && lists.length === 0 && <Text size="sm">{text.noLists}</Text>}
    </Stack>
  );
}
