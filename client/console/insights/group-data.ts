import type { InsightDimension, Insights, PeopleSums } from '../../../shared/insights/insights.ts';
import type { ChartColumn, ChartData } from '../chart/chart-data.ts';
import { formatMoney, formatNumber } from '../formats.ts';
import { insightWords } from './insight-words.ts';

const { columns, charts } = insightWords;

/** Numbers beside each value of a dimension. */
export function peopleColumns(currency: string): ChartColumn[] {
  const money = (minor: number) => formatMoney(minor, currency);
  return [
    { label: columns.people, format: formatNumber },
    { label: columns.orders, format: formatNumber },
    { label: columns.paid, format: formatNumber },
    { label: columns.gross, format: money },
    { label: columns.net, format: money },
    { label: columns.average, format: money },
  ];
}

export function peopleValues({ people, placed, paid, grossMinor, netMinor }: PeopleSums): (number | null)[] {
  return [people, placed, paid, grossMinor, netMinor, paid === 0 ? null : netMinor / paid];
}

interface GroupDataOptions {
  currency: string;
  /** What a value is called; of those that are not named here nothing is drawn but their number. */
  label: (key: string) => string;
}

/** People by the values of a dimension: the most first, those of whom none is known last. */
export function groupData(
  dimension: Exclude<InsightDimension, 'rfmCell'>,
  { groups }: Pick<Insights, 'groups'>,
  { currency, label }: GroupDataOptions,
): ChartData {
  const { values, rest } = groups[dimension];
  const known = values.filter(({ key }) => key !== null).sort((a, b) => b.people - a.people);
  const unknown = values.find(({ key }) => key === null);
  return {
    title: charts[dimension],
    rowLabel: columns.value,
    columns: peopleColumns(currency),
    rows: [
      ...known.map((sums) => ({ label: label(sums.key ?? ''), values: peopleValues(sums) })),
      ...(rest.people > 0 ? [{ label: insightWords.rest, values: peopleValues(rest) }] : []),
      ...(unknown ? [{ label: insightWords.unknown, values: peopleValues(unknown) }] : []),
    ],
  };
}

/** The same cut to so many rows, those after them as one, for a picture. */
export function shortened(data: ChartData, longest: number): ChartData {
  if (data.rows.length <= longest) return data;
  const rest = data.rows.slice(longest - 1);
  const sum = rest.reduce((to, { values: [value] }) => to + (value ?? 0), 0);
  return { ...data, rows: [...data.rows.slice(0, longest - 1), { label: insightWords.rest, values: [sum] }] };
}
