import { SimpleGrid } from '@mantine/core';
import { formatDecimal, formatMoney, formatNumber, formatShare } from '../formats.ts';
import { Figure } from '../shell/figure.tsx';
import { insightWords } from './insight-words.ts';
import type { SegmentInsights } from './use-insights.ts';

const text = insightWords.figures;

/** The numbers of a segment as a whole. */
export function InsightFigures({ insights, currency }: { insights: SegmentInsights['insights']; currency: string }) {
  const { people, identified, withheld, buyers, sessions, placed, paid, grossMinor, netMinor } = insights;
  const share = (of: number, all: number) => (all === 0 ? '–' : formatShare(of / all));
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
      <Figure
        label={text.people}
        value={formatNumber(people)}
        note={text.split(formatNumber(identified), formatNumber(people - identified))}
      />
      <Figure
        label={text.conversion}
        value={share(buyers, people - withheld)}
        note={text.conversionHelp(formatNumber(buyers))}
      />
      <Figure label={text.orders} value={formatNumber(placed)} note={text.ordersHelp(formatNumber(paid))} />
      <Figure
        label={text.average}
        value={paid === 0 ? '–' : formatMoney(netMinor / paid, currency)}
        note={text.averageHelp}
      />
      <Figure label={text.gross} value={formatMoney(grossMinor, currency)} note={text.grossHelp} />
      <Figure label={text.net} value={formatMoney(netMinor, currency)} note={text.netHelp} />
      <Figure
        label={text.perBuyer}
        value={buyers === 0 ? '–' : formatDecimal(paid / buyers)}
        note={text.perBuyerHelp}
      />
      <Figure label={text.sessions} value={formatNumber(sessions)} note={text.sessionsHelp(share(paid, sessions))} />
    </SimpleGrid>
  );
}
