import { Text } from '@mantine/core';
import { ApiError } from '../api.ts';

/** Why something was refused, beside what was refused; nothing while there is no error. */
export function Refusal({ error }: { error: Error | null }) {
  if (!error) return null;
  const faults = error instanceof ApiError ? (error.problem.errors ?? []) : [];
  return (
    <Text size="sm" role="alert" c="var(--mantine-color-error)" style={{ overflowWrap: 'anywhere' }}>
      {error.message}
      {faults.length > 0 && `: ${faults.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; ')}`}
    </Text>
  );
}
