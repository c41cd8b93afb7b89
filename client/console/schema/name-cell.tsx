import { Badge, Code, Group, Text } from '@mantine/core';
import { RowLink } from '../shell/row-link.tsx';
import { schemaWords } from './schema-words.ts';

interface NameCellProps {
  definition: { name: string; label: string };
  origin: 'builtIn' | 'ready' | 'own' | 'undeclared';
  /** Where the site's own are edited. */
  list: string;
}

/** What something is called by people and in code; a link to where it is edited or declared, if it can be. */
export function NameCell({ definition: { name, label }, origin, list }: NameCellProps) {
  const isOpen = origin === 'own' || origin === 'undeclared';
  return (
    <Group gap="xs">
      {isOpen ? (
        <RowLink href={`${list}/${name}`} fw={600} size="sm">
          {origin === 'undeclared' ? schemaWords.declareOne(name) : label}
        </RowLink>
      ) : (
        <Text size="sm" fw={600}>
          {label}
        </Text>
      )}
      {origin === 'own' && (
        <Badge variant="outline" tt="none">
          {schemaWords.origins.own}
        </Badge>
      )}
      <Code>{name}</Code>
    </Group>
  );
}
