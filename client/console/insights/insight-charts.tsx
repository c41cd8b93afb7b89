import { SimpleGrid } from '@mantine/core';
import type { InsightUnit } from '../../../shared/insights/insights.ts';
import { BarList } from '../chart/bar-list.tsx';
import type { ChartData } from '../chart/chart-data.ts';
import { ChartFrame } from '../chart/chart-frame.tsx';
import { ColumnChart } from '../chart/column-chart.tsx';
import { formatCountry, formatNumber } from '../formats.ts';
import { useSession } from '../queries.ts';
import { groupData, shortened } from './group-data.ts';
import { insightWords } from './insight-words.ts';
import { periodData } from './period-data.ts';
import { RfmGrid } from './rfm-grid.tsx';
import type { SegmentInsights } from './use-insights.ts';

/** So many bars are drawn; the table has all. */
const maxBars = 10;
const { notes } = insightWords;

/** The charts of a segment, the same for every one. */
export function InsightCharts({ found, by }: { found: SegmentInsights; by: InsightUnit }) {
  const { site, attributes } = useSession();
  const { insights } = found;
  const { currency, timeZone } = site;
  const { orders, revenue, average } = periodData(found, { by, currency, timeZone });
  const optionOf = (name: string) => (key: string) =>
    attributes.find((one) => one.name === name)?.options?.find(({ value }) => value === key)?.label ?? key;
  const groups = (dimension: Parameters<typeof groupData>[0], label: (key: string) => string) =>
    groupData(dimension, insights, { currency, label });
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} mt="md">
      {[orders, revenue, average].map((data) => (
        <ChartFrame key={data.title} data={data}>
          <ColumnChart data={data} />
        </ChartFrame>
      ))}
      <RfmGrid insights={insights} currency={currency} />
      <Bars data={groups('rfmGroup', optionOf('rfm_group'))} />
      <Bars data={groups('channel', optionOf('channel'))} note={notes.channel} />
      <Bars data={groups('device', capitalised)} />
      <Bars data={groups('country', countryName)} note={notes.country} />
      <Bars data={groups('visits', visitWords)} note={notes.visits} />
      <Bars data={productData(insights)} note={insights.productsCut ? notes.productsCut : notes.products} />
    </SimpleGrid>
  );
}

function Bars({ data, note }: { data: ChartData; note?: string }) {
  return (
    <ChartFrame data={data} note={note}>
      <BarList data={shortened(data, maxBars)} />
    </ChartFrame>
  );
}

function productData({ products }: SegmentInsights['insights']): ChartData {
  const sorted = products.toSorted((a, b) => b.pieces - a.pieces || (a.key < b.key ? -1 : 1));
  // Two products may bear one name.
  const count = Map.groupBy(sorted, ({ name }) => name);
  return {
    title: insightWords.charts.products,
    rowLabel: insightWords.columns.product,
    columns: [
      { label: insightWords.columns.pieces, format: formatNumber },
      { label: insightWords.columns.orders, format: formatNumber },
    ],
    rows: sorted.map(({ key, name, pieces, orders }) => ({
      label: (count.get(name)?.length ?? 0) > 1 ? `${name} (${key})` : name,
      values: [pieces, orders],
    })),
  };
}

/** Countries are compared without regard to case; those given as a word stay one. */
function countryName(key: string): string {
  return key.length === 2 ? formatCountry(key.toUpperCase()) : capitalised(key);
}

function visitWords(key: string): string {
  return key in insightWords.visits ? insightWords.visits[key as keyof typeof insightWords.visits] : key;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
