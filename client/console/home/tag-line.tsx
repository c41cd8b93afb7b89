import { Button, Code, CopyButton, Group } from '@mantine/core';
import { useSession } from '../queries.ts';
import { homeWords } from './home-words.ts';

/** The one line for the pages of the site, to be copied. */
export function TagLine() {
  const { site } = useSession();
  const line = `<script async src="${window.location.origin}/t/${site.id}.js"></script>`;
  return (
    <Group align="stretch" gap="sm">
      <Code block flex={1} miw={0} tabIndex={0} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {line}
      </Code>
      <CopyButton value={line}>
        {({ copied, copy }) => (
          <Button variant="default" onClick={copy}>
            {copied ? homeWords.copied : homeWords.copy}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
