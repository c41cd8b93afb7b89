import type { InsightUnit, OrderSums } from '../../../shared/insights/insights.ts';
import type { ChartData } from '../chart/chart-data.ts';
import { formatMoney, formatNumber, formatPeriod } from '../formats.ts';
import { insightWords } from './insight-words.ts';
import type { SegmentInsights } from './use-insights.ts';

const { columns, charts } = insightWords;

interface PeriodOptions {
  by: InsightUnit;
  currency: string;
  timeZone: string;
}

/** Orders, revenue and the average order, period by period. */
export function periodData({ insights, periods }: SegmentInsights, { by, currency, timeZone }: PeriodOptions) {
  const money = (minor: number) => formatMoney(minor, currency);
  const rows = (values: (sums: OrderSums) => (number | null)[]): ChartData['rows'] =>
    insights.periods.map((sums, index) => ({
      label: formatPeriod(periods[index] ?? 0, by, timeZone),
      values: values(sums),
    }));
  const rowLabel = columns.period[by];
  return {
    orders: {
      title: charts.orders,
      rowLabel,
      columns: [
        { label: columns.orders, format: formatNumber },
        { label: columns.paid, format: formatNumber },
      ],
      rows: rows(({ placed, paid }) => [placed, paid]),
    },
    revenue: {
      title: charts.revenue,
      rowLabel,
      columns: [
        { label: columns.gross, format: money },
        { label: columns.net, format: money },
      ],
      rows: rows(({ grossMinor, netMinor }) => [grossMinor, netMinor]),
    },
    average: {
      title: charts.average,
      rowLabel,
      columns: [{ label: columns.average, format: money }],
      rows: rows(({ paid, netMinor }) => [paid === 0 ? null : netMinor / paid]),
    },
  } satisfies Record<string, ChartData>;
}
