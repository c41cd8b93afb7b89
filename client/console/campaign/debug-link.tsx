import { Anchor, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../api.ts';
import { useSession } from '../queries.ts';
import { words } from '../words.ts';

/** Makes a link to a page of the site on which the tag says why each promotion shows or not, for an hour. */
export function DebugLink() {
  const { site } = useSession();
  const own = window.location.origin;
  const [page, setPage] = useState(
    site.origins.includes(own) || site.origins.length === 0 ? `${own}/demo/` : `${site.origins[0]}/`,
  );
  const token = useMutation({ mutationFn: () => answer(api['debug-token'].$post()) });
  const link = token.data && withToken(page, token.data.token);

  return (
    <Stack gap="xs">
      <Title order={2}>{words.campaign.debug}</Title>
      <Text size="sm" c="dimmed">
        {words.campaign.debugHelp}
      </Text>
      <Group align="end">
        <TextInput
          label={words.campaign.debugPage}
          value={page}
          onChange={(event) => setPage(event.currentTarget.value)}
          flex="1 1 280px"
          maw={480}
        />
        <Button variant="default" loading={token.isPending} onClick={() => token.mutate()}>
          {words.campaign.debugMake}
        </Button>
      </Group>
      {token.error && (
        <Text size="sm" role="alert" c="var(--mantine-color-error)">
          {token.error.message}
        </Text>
      )}
      {token.data && !link && (
        <Text size="sm" role="alert" c="var(--mantine-color-error)">
          {words.campaign.debugNoPage}
        </Text>
      )}
      {link && (
        <Anchor href={link} target="_blank" rel="noreferrer" size="sm" style={{ overflowWrap: 'anywhere' }}>
          {words.campaign.debugOpen}
        </Anchor>
      )}
    </Stack>
  );
}

function withToken(page: string, token: string): string | null {
  const url = URL.parse(page);
  if (!url || !/^https?:$/.test(url.protocol)) return null;
  url.searchParams.set('usher_debug', token);
  return url.href;
}
