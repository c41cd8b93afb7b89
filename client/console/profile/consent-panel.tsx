import { Text } from '@mantine/core';
import type { ProfilePage } from '../api.ts';
import { formatMoment } from '../formats.ts';
import { useSession } from '../queries.ts';
import { words } from '../words.ts';
import { FactLine } from './fact-line.tsx';
import { Panel } from './panel.tsx';

const purposes = ['analytics', 'personalisation', 'marketing'] as const;
const { consentStates } = words.profiles;

/** What the person agreed to, and when they last said so. */
export function ConsentPanel({ consent }: { consent: ProfilePage['consent'] }) {
  const { site } = useSession();
  return (
    <Panel title={words.profiles.consent}>
      {consent === null && (
        <Text size="sm" c="dimmed">
          {words.profiles.consentNever}
        </Text>
      )}
      {consent &&
        purposes.map((purpose) => (
          <FactLine key={purpose} name={words.profiles.purposes[purpose]}>
            {consentStates[said(consent.state[purpose])]}
          </FactLine>
        ))}
      {consent?.gpc && <Text size="sm">{words.profiles.gpc}</Text>}
      {consent && (
        <Text size="sm" c="dimmed">
          {formatMoment(consent.at, site.timeZone)}
        </Text>
      )}
    </Panel>
  );
}

function said(agreed: boolean | undefined): keyof typeof consentStates {
  if (agreed === undefined) return 'unasked';
  return agreed ? 'yes' : 'no';
}
