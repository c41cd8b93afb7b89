import { Badge, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { AttributeDefinition } from '../../../shared/schema/attribute.ts';
import { answer, api } from '../api.ts';
import { attributeWords } from '../profile/attribute-words.ts';
import { useSession } from '../queries.ts';
import { schemaWords } from './schema-words.ts';

const text = schemaWords.sample;
const refreshMs = 10_000;
const most = 12;

/** What the newest people have of an attribute, as it arrives. */
export function ValueSample({ definition }: { definition: AttributeDefinition }) {
  const { site } = useSession();
  const { name } = definition;
  const { data } = useQuery({
    queryKey: ['profiles', 'values', name],
    queryFn: () => answer(api.profiles.$get({ query: { attributes: name } })),
    refetchInterval: refreshMs,
  });
  if (!data) return null;
  const told = data.profiles.flatMap(({ attributes }) =>
    attributes[name] === undefined ? [] : [attributeWords(attributes[name], definition, site)],
  );
  const distinct = [...new Set(told)];
  return (
    <div>
      <Text size="sm" fw={500}>
        {text.title}
      </Text>
      <Text size="sm" c="dimmed" mb={6}>
        {told.length === 0 ? text.none(data.profiles.length) : text.of(told.length, data.profiles.length)}
      </Text>
      <Group gap={6}>
        {distinct.slice(0, most).map((value) => (
          <Badge key={value} variant="outline" color="gray" c="dimmed" tt="none" maw={320}>
            {value}
          </Badge>
        ))}
      </Group>
    </div>
  );
}
