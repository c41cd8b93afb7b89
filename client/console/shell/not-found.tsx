import { Anchor, Stack, Text, Title } from '@mantine/core';
import { Link } from 'wouter';
import { words } from '../words.ts';

export function NotFound() {
  return (
    <Stack gap="xs">
      <Title order={1}>{words.notFound.title}</Title>
      <Text c="dimmed">{words.notFound.text}</Text>
      <Anchor component={Link} href="/">
        {words.notFound.home}
      </Anchor>
    </Stack>
  );
}
