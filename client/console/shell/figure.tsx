import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from 'wouter';

interface FigureProps {
  label: string;
  value: string;
  note?: string;
  /** Where its parts are listed. */
  href?: string;
}

/** One number of the home page. */
export function Figure({ label, value, note, href }: FigureProps) {
  return (
    <Stack className="console-panel" p="md" gap={2}>
      {href ? (
        <Anchor component={Link} href={href} size="sm" w="fit-content">
          {label}
        </Anchor>
      ) : (
        <Text size="sm" c="dimmed">
          {label}
        </Text>
      )}
      <span className="console-figure">{value}</span>
      {note && (
        <Text size="sm" c="dimmed">
          {note}
        </Text>
      )}
    </Stack>
  );
}
