import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../api.ts';
import { formatList, formatMoment, formatMoney, formatNumber, formatPercent } from '../formats.ts';
import { useSession } from '../queries.ts';
import { segmentWords } from './segment-words.ts';

const useScoring = () => useQuery({ queryKey: ['scoring'], queryFn: () => answer(api.scoring.$get()) });

/** How the likelihood of an order is found, in words: of how many, when, and how well it foretold. */
export function PotentialNote() {
  const { site } = useSession();
  const { data, error } = useScoring();
  if (error || !data) return null;
  const { potential: text } = segmentWords;
  if (!data.scoring?.potential) return <Text size="sm">{text.notYet}</Text>;
  const { decidedAt, potential } = data.scoring;
  const { learned, people } = potential;
  const steps = (learned?.calibration ?? []).map(({ said, was }) => text.step(formatPercent(said), formatPercent(was)));
  return (
    <Text size="sm" c="dimmed" maw={720}>
      {text.of(formatNumber(people), formatMoment(decidedAt, site.timeZone))}{' '}
      {learned ? text.learned(formatNumber(learned.people), formatNumber(learned.ordered)) : text.shipped}{' '}
      {learned && text.calibration(formatList(steps, 'conjunction'))}
    </Text>
  );
}

/** How the buyers of the site are scored, in words: by what steps, of how many, and when. */
export function ScoringNote() {
  const { site } = useSession();
  const { data, error } = useScoring();
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
