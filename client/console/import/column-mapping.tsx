import { Alert, Button, Group, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { serverMayWrite } from '../../../shared/profile/attributes.ts';
import { type AttributeDefinition, attributeGroups } from '../../../shared/schema/attribute.ts';
import type { ColumnTarget } from '../../../shared/schema/import.ts';
import { answer, api } from '../api.ts';
import { attributeName } from '../attribute-name.ts';
import { formatList } from '../formats.ts';
import { useSession } from '../queries.ts';
import { notify } from '../shell/notify.ts';
import { words } from '../words.ts';
import { guessType } from './guess-columns.ts';
import { importWords } from './import-words.ts';

const text = importWords.map;
const identities = ['email', 'phone', 'source_id'] as const;
const samples = 3;

interface ColumnMappingProps {
  /** Names of the columns as they are shown. */
  names: string[];
  rows: string[][];
  columns: ColumnTarget[];
  onChange: (columns: ColumnTarget[]) => void;
}

/** What each column of the file fills. */
export function ColumnMapping({ names, rows, columns, onChange }: ColumnMappingProps) {
  const found = columns.flatMap((target) =>
    target.kind === 'identity'
      ? text.identity[target.identity].toLowerCase()
      : target.kind === 'profileId'
        ? text.profileId.toLowerCase()
        : [],
  );
  return (
    <Stack gap="sm">
      {names.map((name, place) => (
        <ColumnRow
          // biome-ignore lint/suspicious/noArrayIndexKey: columns of a file have no other identity.
          key={place}
          name={name}
          cells={rows.map((row) => row[place]?.trim() ?? '').filter((cell) => cell !== '')}
          target={columns[place] ?? { kind: 'ignore' }}
          onChange={(target) => onChange(columns.with(place, target))}
        />
      ))}
      {found.length > 0 ? (
        <Text size="sm">{text.foundBy(formatList([...new Set(found)], 'disjunction'))}</Text>
      ) : (
        <Alert color="red" variant="outline" role="alert">
          {text.needsId}
        </Alert>
      )}
    </Stack>
  );
}

interface ColumnRowProps {
  name: string;
  cells: string[];
  target: ColumnTarget;
  onChange: (target: ColumnTarget) => void;
}

function ColumnRow({ name, cells, target, onChange }: ColumnRowProps) {
  const { attributes, user } = useSession();
  const client = useQueryClient();
  const type = guessType(cells);
  const newName = attributeName(name);
  const declaring = useMutation({
    mutationFn: async (attribute: string) => {
      const kept = { group: 'other', purpose: 'personalisation', writtenBy: 'server' } as const;
      await answer(api.attributes.$post({ json: { ...kept, name: attribute, label: name.slice(0, 100), type } }));
      await Promise.all(
        ['session', 'attributes', 'publish'].map((key) => client.invalidateQueries({ queryKey: [key] })),
      );
      return attribute;
    },
    onSuccess: (attribute) => {
      notify(text.added(name), text.addedText);
      onChange({ kind: 'attribute', attribute });
    },
  });
  const isNew = newName !== null && !attributes.some((one) => one.name === newName);

  return (
    <Group className="console-condition" p="sm" gap="sm" align="center">
      <div className="console-column">
        <Text fw={600} size="sm" style={{ overflowWrap: 'anywhere' }}>
          {name}
        </Text>
        <Text size="sm" c="dimmed" lineClamp={1}>
          {cells.length === 0 ? text.nothing : cells.slice(0, samples).join(' · ')}
        </Text>
      </div>
      <Select
        aria-label={text.fills(name)}
        searchable
        allowDeselect={false}
        flex="1 1 200px"
        data={choices(attributes)}
        value={keyOf(target)}
        onChange={(key) => key !== null && onChange(targetOf(key))}
      />
      {target.kind === 'ignore' && isNew && user.role !== 'viewer' && (
        <Button size="xs" variant="default" loading={declaring.isPending} onClick={() => declaring.mutate(newName)}>
          {text.add(text.types[type])}
        </Button>
      )}
      {declaring.error && (
        <Text size="sm" role="alert" c="var(--mantine-color-error)" w="100%">
          {declaring.error.message}
        </Text>
      )}
    </Group>
  );
}

function choices(attributes: readonly AttributeDefinition[]) {
  const open = attributes.filter(({ name }) => serverMayWrite(name) && !identities.some((kind) => kind === name));
  return [
    { value: 'ignore', label: text.ignore },
    {
      group: text.ids,
      items: [
        ...identities.map((kind) => ({ value: `identity:${kind}`, label: text.identity[kind] })),
        { value: 'profileId', label: text.profileId },
      ],
    },
    ...attributeGroups.map((group) => ({
      group: words.profiles.groups[group],
      items: open
        .filter((one) => one.group === group)
        .map(({ name, label }) => ({ value: `attribute:${name}`, label })),
    })),
  ];
}

function keyOf(target: ColumnTarget): string {
  switch (target.kind) {
    case 'identity':
      return `identity:${target.identity}`;
    case 'attribute':
      return `attribute:${target.attribute}`;
    default:
      return target.kind;
  }
}

function targetOf(key: string): ColumnTarget {
  const [kind, name = ''] = key.split(':');
  const identity = identities.find((one) => one === name);
  if (kind === 'identity' && identity) return { kind, identity };
  if (kind === 'attribute') return { kind, attribute: name };
  return kind === 'profileId' ? { kind } : { kind: 'ignore' };
}
