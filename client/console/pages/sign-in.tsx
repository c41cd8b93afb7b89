import { Alert, Center, Paper, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { answer, api } from '../api.ts';
import { words } from '../words.ts';

/** Exchanges the secret in the link's fragment, which never travels in an address, for a session. */
export default function SignIn() {
  const [secret] = useState(() => window.location.hash.slice(1));
  const [failure, setFailure] = useState<Error | null>(null);
  const [, navigate] = useLocation();
  const queries = useQueryClient();
  const started = useRef(false);

  useEffect(() => {
    document.title = `${words.signIn.title} · ${words.product}`;
    // A link works once, and effects run twice in development.
    if (secret === '' || started.current) return;
    started.current = true;
    window.history.replaceState(null, '', window.location.pathname);
    answer(api.session.$post({ json: { secret } })).then(
      async () => {
        await queries.resetQueries();
        navigate('/', { replace: true });
      },
      (error: Error) => setFailure(error),
    );
  }, [secret, queries, navigate]);

  return (
    <Center component="main" mih="100vh" p="md">
      <Paper className="console-panel" p="xl" maw={420} w="100%">
        <Stack>
          <Text fw={700} c="pine">
            {words.product}
          </Text>
          <Title order={1}>{words.signIn.title}</Title>
          {failure && (
            <Alert color="red" variant="outline" title={words.signIn.failed} role="alert">
              {failure.message}
            </Alert>
          )}
          <Text size="sm">{secret === '' || failure ? words.signIn.noLink : words.signIn.working}</Text>
        </Stack>
      </Paper>
    </Center>
  );
}
