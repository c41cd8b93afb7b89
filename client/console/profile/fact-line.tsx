import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** A name and its value on one line. */
export function FactLine({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Group gap="sm" wrap="nowrap" align="baseline">
      <Text size="sm" c="dimmed" w="40%" style={{ flexShrink: 0 }}>
        {name}
      </Text>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Text>
    </Group>
  );
}
