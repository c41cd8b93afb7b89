import { Alert, Button, Center, Paper, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
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
  const [sites, setSites] = useState<string[]>([]);

  const enter = useCallback(async () => {
    await queries.resetQueries();
    navigate('/', { replace: true });
  }, [queries, navigate]);
  const enterByAccess = useCallback(
    async (site?: string) => {
      const { sites: choice } = await answer(api.session.access.$post({ json: site === undefined ? {} : { site } }));
      if (choice.length > 0) setSites(choice);
      else await enter();
    },
    [enter],
  );

  useEffect(() => {
    document.title = `${words.signIn.title} · ${words.product}`;
    // A link works once, and effects run twice in development.
    if (started.current) return;
    started.current = true;
    if (secret === '') {
      // Where Access stands before the console it has said who this is; elsewhere a link is needed.
      enterByAccess().catch(() => undefined);
      return;
    }
    window.history.replaceState(null, '', window.location.pathname);
    answer(api.session.$post({ json: { secret } })).then(enter, (error: Error) => setFailure(error));
  }, [secret, enter, enterByAccess]);

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
          {sites.length > 0 ? (
            <>
              <Text size="sm">{words.signIn.whichSite}</Text>
              {sites.map((site) => (
                <Button key={site} onClick={() => enterByAccess(site).catch(setFailure)}>
                  {site}
                </Button>
              ))}
            </>
          ) : (
            <Text size="sm">{secret === '' || failure ? words.signIn.noLink : words.signIn.working}</Text>
          )}
        </Stack>
      </Paper>
    </Center>
  );
}
