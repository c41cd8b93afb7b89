import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../api.ts';
import { formatMoment, formatMoney, formatNumber } from '../formats.ts';
import { useSession } from '../queries.ts';
import { segmentWords } from './segment-words.ts';

/** How the buyers of the site are scored, in words: by what steps, of how many, and when. */
export function ScoringNote() {
  const { site } = useSession();
  const { data, error } = useQuery({ queryKey: ['scoring'], queryFn: () => answer(api.scoring.$get()) });
  if (error || !data) return null;
  if (!data.scoring) return <Text size="sm">{segmentWords.scoring.notYet}</Text>;
  const { decidedAt, thresholds } = data.scoring;
  const { frequency, monetary, byThirds, buyers } = thresholds;
  const money = (minor: number) => formatMoney(Math.round(minor), site.currency);
  const steps = [
    segmentWords.scoring.recency,
    (byThirds.frequency ? segmentWords.scoring.ordersByThirds : segmentWords.scoring.ordersBySteps)(
      formatNumber(frequency[0]),
      formatNumber(frequency[1]),
    ),
    (byThirds.monetary ? segmentWords.scoring.amountByThirds : segmentWords.scoring.amountBySteps)(
      money(monetary[0]),
      money(monetary[1]),
    ),
  ];
  return (
    <Text size="sm" c="dimmed" maw={720}>
      {segmentWords.scoring.of(formatNumber(buyers), formatMoment(decidedAt, site.timeZone))} {steps.join(' ')}
    </Text>
  );
}
