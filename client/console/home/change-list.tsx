import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { Link } from 'wouter';
import type { Overview } from '../api.ts';
import { formatAgo } from '../formats.ts';
import { homeWords } from './home-words.ts';

const text = homeWords.changes;

/** What somebody changed last, newest first. */
export function ChangeList({ changes }: Pick<Overview, 'changes'>) {
  return (
    <Stack className="console-panel" component="section" p="lg" gap="sm" mb="lg">
      <Group justify="space-between">
        <Title order={2}>{text.title}</Title>
        <Anchor component={Link} href="/settings?tab=audit" size="sm">
          {text.all}
        </Anchor>
      </Group>
      <Stack component="ul" gap={6} m={0} p={0} style={{ listStyle: 'none' }}>
        {changes.map(({ id, at, who, action, name }) => (
          <Group component="li" key={id} justify="space-between" gap="xs">
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {text.line(action, name)}
            </Text>
            <Text size="sm" c="dimmed">
              {text.by(who, formatAgo(at, Date.now()))}
            </Text>
          </Group>
        ))}
      </Stack>
    </Stack>
  );
}
