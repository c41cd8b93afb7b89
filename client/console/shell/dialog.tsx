import { Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { words } from '../words.ts';

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  size?: string;
}

/** A window over the page, open while it is drawn. Its title is no header: that would be a second banner of the page. */
export function Dialog({ title, onClose, children, size = 'md' }: DialogProps) {
  return (
    <Modal opened onClose={onClose} withCloseButton={false} size={size}>
      <Stack>
        <Group justify="space-between" wrap="nowrap">
          <Modal.Title fw={650}>{title}</Modal.Title>
          <Modal.CloseButton aria-label={words.close} />
        </Group>
        {children}
      </Stack>
    </Modal>
  );
}
