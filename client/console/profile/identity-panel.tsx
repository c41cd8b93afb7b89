import { Text } from '@mantine/core';
import type { ProfilePage } from '../api.ts';
import { words } from '../words.ts';
import { FactLine } from './fact-line.tsx';
import { Panel } from './panel.tsx';

export function IdentityPanel({ identities }: { identities: ProfilePage['identities'] }) {
  return (
    <Panel title={words.profiles.identities}>
      {identities.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.profiles.noIdentities}
        </Text>
      )}
      {identities.map(({ kind, value, level }) => (
        <FactLine key={kind + value} name={words.profiles.identityKinds[kind]}>
          {value} ({words.profiles.levels[level]})
        </FactLine>
      ))}
    </Panel>
  );
}
