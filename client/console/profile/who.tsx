import { Badge, Group, Text } from '@mantine/core';
import type { ProfileListRow } from '../api.ts';
import { RowLink } from '../shell/row-link.tsx';
import { words } from '../words.ts';

/** The best name there is for a person. */
export function whoOf({ id, name, email }: Pick<ProfileListRow, 'id' | 'name' | 'email'>): string {
  return name ?? email ?? id;
}

/** A person in a list, as a link to their page. */
export function Who({ profile: { id, name, email, identified } }: { profile: ProfileListRow }) {
  return (
    <Group gap="xs" wrap="nowrap">
      <RowLink href={`/profiles/${id}`} fw={600}>
        {name ?? email ?? (identified ? id : words.profiles.unidentified)}
      </RowLink>
      {name !== null && email !== null && (
        <Text size="sm" c="dimmed" truncate>
          {email}
        </Text>
      )}
      {name === null && email === null && (
        <Badge variant="outline" color="gray" tt="none">
          {id}
        </Badge>
      )}
    </Group>
  );
}
