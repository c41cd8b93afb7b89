import { Anchor, Group, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { ProfilePage } from '../api.ts';
import { words } from '../words.ts';
import { Panel } from './panel.tsx';

export function MembershipPanel({ segments }: { segments: ProfilePage['segments'] }) {
  return (
    <Panel title={words.profiles.segments}>
      {segments.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.profiles.noSegments}
        </Text>
      )}
      <Group gap="xs">
        {segments.map(({ id, name }) => (
          <Anchor key={id} component={Link} href={`/segments/${id}`} size="sm" className="console-panel" px="xs" py={2}>
            {name}
          </Anchor>
        ))}
      </Group>
    </Panel>
  );
}
