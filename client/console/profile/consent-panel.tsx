import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { answer, api, type ProfilePage } from '../api.ts';
import { formatMoment } from '../formats.ts';
import { useSession } from '../queries.ts';
import { words } from '../words.ts';
import { FactLine } from './fact-line.tsx';
import { Panel } from './panel.tsx';
import { personWords } from './person-words.ts';

const purposes = ['analytics', 'personalisation', 'marketing'] as const;
const { consentStates } = words.profiles;

/** What the person agreed to, and when they last said so. */
export function ConsentPanel({ id, consent }: Pick<ProfilePage, 'id' | 'consent'>) {
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
      <ConsentRecord id={id} />
    </Panel>
  );
}

/** Everything that was said, latest first, with the exact words where a form showed them. */
function ConsentRecord({ id }: { id: string }) {
  const { site } = useSession();
  const { data } = useQuery({
    queryKey: ['profile', id, 'consents'],
    queryFn: () => answer(api.profiles[':id'].consents.$get({ param: { id } })),
  });
  if (!data || data.consents.length === 0) return null;
  return (
    <Stack gap="xs" mt="xs">
      <Text size="sm" fw={600}>
        {personWords.consentRecord}
      </Text>
      {data.consents.toReversed().map(({ at, saidBy, purposes: answers, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries have no identity, and the list only grows at its start.
        <div key={index}>
          <Text size="sm" c="dimmed">
            {formatMoment(at, site.timeZone)}, {personWords.consentBy[saidBy]}
          </Text>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {Object.entries(answers)
              .map(([purpose, agreed]) => personWords.consentSaid(purpose, agreed))
              .join(', ')}
            {text !== null && `: “${text}”`}
          </Text>
        </div>
      ))}
    </Stack>
  );
}

function said(agreed: boolean | undefined): keyof typeof consentStates {
  if (agreed === undefined) return 'unasked';
  return agreed ? 'yes' : 'no';
}
