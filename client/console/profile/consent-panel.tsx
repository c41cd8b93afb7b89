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
  const wasAsked = consent !== null && (consent.gpc || Object.keys(consent.state).length > 0);
  return (
    <Panel title={words.profiles.consent}>
      {!wasAsked && (
        <Text size="sm" c="dimmed">
          {words.profiles.consentNever}
        </Text>
      )}
      {wasAsked &&
        purposes.map((purpose) => (
          <FactLine key={purpose} name={words.profiles.purposes[purpose]}>
            {consentStates[said(consent.state[purpose])]}
          </FactLine>
        ))}
      {wasAsked && consent.gpc && <Text size="sm">{words.profiles.gpc}</Text>}
      {wasAsked && (
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
