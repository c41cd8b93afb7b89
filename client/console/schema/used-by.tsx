import { Group, Text } from '@mantine/core';
import { RowLink } from '../shell/row-link.tsx';
import { schemaWords } from './schema-words.ts';

/** A segment or campaign that names something. */
export interface SchemaUser {
  kind: 'segment' | 'campaign';
  id: string;
  name: string;
}

/** Which segments and campaigns rest on it. */
export function UsedBy({ users }: { users: SchemaUser[] }) {
  if (users.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {schemaWords.unused}
      </Text>
    );
  }
  return (
    <Group gap={6}>
      {users.map(({ kind, id, name }) => (
        <RowLink key={id} href={`/${kind}s/${id}`} size="sm">
          {name}
        </RowLink>
      ))}
    </Group>
  );
}
