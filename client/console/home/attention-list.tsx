import { Anchor, Stack, Title } from '@mantine/core';
import { Link } from 'wouter';
import type { Overview } from '../api.ts';
import { homeWords } from './home-words.ts';

const text = homeWords.attention;
const pages = { deliveries: 'webhooks', export: 'exports', import: 'imports' } as const;

/** What went wrong in the last week, each with the page on which it is mended. */
export function AttentionList({ attention }: Pick<Overview, 'attention'>) {
  return (
    <Stack className="console-panel" component="section" p="lg" gap="sm" mb="lg" data-attention>
      <Title order={2}>{text.title}</Title>
      <Stack component="ul" gap={6} m={0} p={0} style={{ listStyle: 'none' }}>
        {attention.map(({ kind, id, name, count }) => (
          <li key={id}>
            <Anchor component={Link} href={`/${pages[kind]}/${id}`} style={{ overflowWrap: 'anywhere' }}>
              {text[kind](count, name)}
            </Anchor>
          </li>
        ))}
      </Stack>
    </Stack>
  );
}
