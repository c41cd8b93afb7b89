import { DirectionProvider, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { Router } from 'wouter';
import { ApiError } from './api.ts';
import { styleNonce } from './content-policy.ts';
import { PageRoutes } from './page-routes.tsx';
import { contrastVariables, theme } from './theme.ts';
import { mayLeave } from './unsaved.ts';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A refusal stays a refusal; only silence is worth asking again.
      retry: (count, error) => count < 2 && !(error instanceof ApiError && error.problem.status >= 400),
    },
  },
});

export function App() {
  return (
    <StrictMode>
      <DirectionProvider>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={contrastVariables}
          defaultColorScheme="auto"
          getStyleNonce={() => styleNonce}
        >
          <QueryClientProvider client={queries}>
            <Notifications position="bottom-right" />
            <Router
              base="/console"
              aroundNav={(navigate, to, options) => {
                if (mayLeave(to)) navigate(to, options);
              }}
            >
              <PageRoutes />
            </Router>
          </QueryClientProvider>
        </MantineProvider>
      </DirectionProvider>
    </StrictMode>
  );
}
