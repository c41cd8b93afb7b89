import { ActionIcon, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon } from '../shell/icon.tsx';

interface ListRowProps {
  children: ReactNode;
  /** What the removal says, e.g. "Remove this trigger". */
  removeLabel: string;
  onRemove: () => void;
  /** The last one of a list that may not be empty. */
  mayRemove?: boolean;
}

/** One entry of a short list in a form. */
export function ListRow({ children, removeLabel, onRemove, mayRemove = true }: ListRowProps) {
  return (
    <Group className="console-condition" p="xs" gap="xs" justify="space-between" wrap="nowrap" role="group">
      <Group gap="xs" flex={1}>
        {children}
      </Group>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="dimmed"
        size="lg"
        aria-label={removeLabel}
        disabled={!mayRemove}
        onClick={onRemove}
      >
        <Icon name="remove" />
      </ActionIcon>
    </Group>
  );
}
