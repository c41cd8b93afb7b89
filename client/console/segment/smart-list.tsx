import { Accordion, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { describe } from '../../../shared/rules/describe.ts';
import { buyerScores } from '../../../shared/scoring/scored.ts';
import { smartSegments } from '../../../shared/smart/catalogue.ts';
import type { SmartSegment } from '../../../shared/smart/smart-segment.ts';
import { answer, api } from '../api.ts';
import { formatNumber } from '../formats.ts';
import { insightWords } from '../insights/insight-words.ts';
import { smartInsights } from '../insights/use-insight-subject.ts';
import { useSession } from '../queries.ts';
import { useVocabulary } from '../vocabulary.ts';
import { ExportPeople } from './export-people.tsx';
import { PeopleCount } from './people-count.tsx';
import { PeoplePreview } from './people-preview.tsx';
import { PotentialNote, ScoringNote } from './scoring-note.tsx';
import { segmentWords } from './segment-words.ts';
import { usePeopleCount } from './use-people-count.ts';
import { useSegmentChange } from './use-segment-change.ts';
import { useSmartSizes } from './use-smart-sizes.ts';

/** The ready-made segments: who is in each now, what to do for them, and a copy to edit. */
export function SmartList() {
  const [search, setSearch] = useSearchParams();
  const [find, setFind] = useState('');
  const open = search.get('open');
  const { data: sizes } = useSmartSizes();
  const found = smartSegments.filter(({ name, description, strategy }) =>
    `${name} ${description} ${strategy}`.toLowerCase().includes(find.trim().toLowerCase()),
  );
  return (
    <Stack>
      <Text maw={720}>{segmentWords.smartIntro}</Text>
      <TextInput
        type="search"
        aria-label={segmentWords.findSmart}
        placeholder={segmentWords.findSmart}
        value={find}
        onChange={(event) => setFind(event.currentTarget.value)}
        maw={320}
      />
      {found.length === 0 && <Text>{segmentWords.noneSmart}</Text>}
      <Accordion
        variant="contained"
        order={2}
        value={open}
        onChange={(key) => setSearch({ tab: 'smart', ...(key !== null && { open: key }) }, { replace: true })}
      >
        {found.map((smart) => (
          <Accordion.Item key={smart.key} value={smart.key}>
            <Accordion.Control>
              <Group justify="space-between" pe="md">
                <Text fw={600} span>
                  {smart.name}
                </Text>
                {sizes?.has(smart.key) && <Text span>{formatNumber(sizes.get(smart.key) ?? 0)}</Text>}
              </Group>
              <Text size="sm" c="dimmed">
                {smart.description}
              </Text>
            </Accordion.Control>
            <Accordion.Panel>{open === smart.key && <SmartDetails smart={smart} />}</Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Stack>
  );
}

function SmartDetails({ smart }: { smart: SmartSegment }) {
  const { user } = useSession();
  const vocabulary = useVocabulary();
  const [, navigate] = useLocation();
  const [isShown, setShown] = useState(false);
  const counting = usePeopleCount(smart.rule);
  const copying = useSegmentChange(() =>
    answer(api.segments.$post({ json: { draft: { name: smart.name, notes: smart.strategy, rule: smart.rule } } })),
  );
  return (
    <Stack gap="sm">
      <PeopleCount counting={counting} />
      <Fact label={segmentWords.rule} text={describe(smart.rule, vocabulary)} />
      <Fact label={segmentWords.strategy} text={smart.strategy} />
      {isScored(smart, buyerScores) && <ScoringNote />}
      {isScored(smart, ['conversion_percentile']) && <PotentialNote />}
      <Group gap="xs">
        <Button
          size="xs"
          disabled={user.role === 'viewer'}
          loading={copying.isPending}
          onClick={() => copying.mutate(undefined, { onSuccess: ({ id }) => navigate(`/segments/${id}`) })}
        >
          {segmentWords.copyAndEdit}
        </Button>
        <Button size="xs" variant="default" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
          {isShown ? segmentWords.hidePeople : segmentWords.seePeople}
        </Button>
        <Button size="xs" variant="default" component={Link} href={smartInsights(smart.key)}>
          {insightWords.link}
        </Button>
        <ExportPeople rule={smart.rule} name={smart.key} />
      </Group>
      {copying.error && (
        <Text size="sm" role="alert" c="var(--mantine-color-error)">
          {copying.error.message}
        </Text>
      )}
      {isShown && <PeoplePreview rule={smart.rule} />}
    </Stack>
  );
}

/** Does it rest on one of these attributes, by which people are scored against each other? */
function isScored({ rule }: SmartSegment, attributes: readonly string[]): boolean {
  return rule.kind === 'attribute' && attributes.includes(rule.attribute);
}

function Fact({ label, text }: { label: string; text: string }) {
  return (
    <div>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text maw={720}>{text}</Text>
    </div>
  );
}
