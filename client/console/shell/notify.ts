import { notifications } from '@mantine/notifications';
import { words } from '../words.ts';

/** Tells that something worked; what failed is told where it failed. */
export function notify(title: string, message: string): void {
  notifications.show({ color: 'pine', title, message, closeButtonProps: { 'aria-label': words.close } });
}
