import { Alert, Button, Stack, Text } from '@mantine/core';
import { words } from '../words.ts';

/** Something could not be loaded: says what, and offers to try again. */
export function Failure({ error, retry }: { error: Error; retry: () => unknown }) {
  return (
    <Alert color="red" variant="outline" title={words.failure} role="alert" maw={560}>
      <Stack gap="sm" align="start">
        <Text size="sm">{error.message}</Text>
        <Button size="xs" variant="default" onClick={() => retry()}>
          {words.retry}
        </Button>
      </Stack>
    </Alert>
  );
}
