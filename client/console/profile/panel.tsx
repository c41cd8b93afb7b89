import { Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** A titled part of the profile page. */
export function Panel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack component="section" className="console-panel" p="md" gap="xs">
      <Title order={2}>{title}</Title>
      {children}
    </Stack>
  );
}
