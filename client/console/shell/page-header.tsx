import { Anchor, Group, Stack, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { Link } from 'wouter';
import { words } from '../words.ts';

interface PageHeaderProps {
  title: string;
  /** The list this page belongs to. */
  back?: { href: string; label: string };
  /** Beside the title, such as a state. */
  aside?: ReactNode;
  /** At the end of the line: what can be done here. */
  actions?: ReactNode;
}

/** Title, way back and actions of a page; also the title of the browser's tab. */
export function PageHeader({ title, back, aside, actions }: PageHeaderProps) {
  useEffect(() => {
    document.title = `${title} · ${words.product}`;
  }, [title]);

  return (
    <Stack gap={4} mb="lg">
      {back && (
        <Anchor component={Link} href={back.href} size="sm" w="fit-content">
          {back.label}
        </Anchor>
      )}
      <Group justify="space-between" gap="sm">
        <Group gap="sm" miw={0}>
          <Title order={1} style={{ overflowWrap: 'anywhere' }}>
            {title}
          </Title>
          {aside}
        </Group>
        {actions}
      </Group>
    </Stack>
  );
}
