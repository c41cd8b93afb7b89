import { Anchor, Group, Stack, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { ProfilePage } from '../api.ts';
import { formatList, formatMoment, formatNumber } from '../formats.ts';
import { useCampaigns, useSession } from '../queries.ts';
import { Panel } from './panel.tsx';
import { personWords } from './person-words.ts';

const text = personWords.promotions;

/** Which promotions a person was shown and what came of it; of control, what they would have been shown. */
export function PromotionPanel({ promotions }: { promotions: ProfilePage['promotions'] }) {
  const { site } = useSession();
  const campaigns = useCampaigns();
  return (
    <Panel title={text.title}>
      {promotions.length === 0 && (
        <Text size="sm" c="dimmed">
          {text.none}
        </Text>
      )}
      {promotions.map(({ campaign, variant, lastAt, ...counts }) => {
        const found = campaigns.data?.find(({ id }) => id === campaign);
        const arm = found?.draft.variants.find(({ key }) => key === variant)?.name ?? variant;
        const did = (['closed', 'clicked', 'submitted'] as const).flatMap((what) =>
          counts[what] === 0 ? [] : [text[what](formatNumber(counts[what]))],
        );
        return (
          <Stack key={campaign} gap={2} className="console-order">
            <Group justify="space-between" gap="xs">
              {found ? (
                <Anchor component={Link} href={`/campaigns/${campaign}`} size="sm" fw={600}>
                  {found.draft.name}
                </Anchor>
              ) : (
                <Text size="sm" fw={600}>
                  {campaign}
                </Text>
              )}
              {lastAt !== null && (
                <Text size="sm" c="dimmed">
                  {formatMoment(lastAt, site.timeZone)}
                </Text>
              )}
            </Group>
            <Text size="sm">
              {counts.isControl
                ? text.control(formatNumber(counts.shown))
                : formatList([text.shown(arm ?? text.noVariant, formatNumber(counts.shown)), ...did], 'conjunction')}
            </Text>
          </Stack>
        );
      })}
    </Panel>
  );
}
