import { Alert, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { settingsWords } from './settings-words.ts';

interface ShownOnceProps {
  /** What it is and that it is not shown again. */
  title: string;
  secret: string;
}

/** A secret that is in this answer and nowhere else, ready to be copied. */
export function ShownOnce({ title, secret }: ShownOnceProps) {
  return (
    <Alert variant="outline" role="status">
      <Stack gap="xs">
        <Text size="sm" fw={600}>
          {title}
        </Text>
        <Group gap="sm" align="stretch">
          <Code block flex={1} miw={0} tabIndex={0} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {secret}
          </Code>
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? settingsWords.copied : settingsWords.copy}
              </Button>
            )}
          </CopyButton>
        </Group>
      </Stack>
    </Alert>
  );
}
