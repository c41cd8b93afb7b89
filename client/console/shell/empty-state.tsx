import { Button, Stack, Text } from '@mantine/core';
import { Link } from 'wouter';

/** A list with nothing in it: one sentence, one action. */
export function EmptyState({ text, action }: { text: string; action: { href: string; label: string } }) {
  return (
    <Stack className="console-panel" align="center" gap="md" px="md" py={56}>
      <Text ta="center" maw={440}>
        {text}
      </Text>
      <Button component={Link} href={action.href}>
        {action.label}
      </Button>
    </Stack>
  );
}
