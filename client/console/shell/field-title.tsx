import { Text } from '@mantine/core';

/** Title and help of a list of fields, as a field has its own. */
export function FieldTitle({ title, help }: { title: string; help: string }) {
  return (
    <div>
      <Text size="sm" fw={500}>
        {title}
      </Text>
      <Text size="xs" c="dimmed">
        {help}
      </Text>
    </div>
  );
}
