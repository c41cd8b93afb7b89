import { Table } from '@mantine/core';
import type { GroupSums, Insights } from '../../../shared/insights/insights.ts';
import type { ChartData } from '../chart/chart-data.ts';
import { ChartFrame } from '../chart/chart-frame.tsx';
import { formatNumber } from '../formats.ts';
import { peopleColumns, peopleValues } from './group-data.ts';
import { insightWords } from './insight-words.ts';

const scores = [3, 2, 1] as const;

/** Buyers by recency and frequency, the more of them the darker; the table and the file tell all 27 cells. */
export function RfmGrid({ insights, currency }: { insights: Pick<Insights, 'groups'>; currency: string }) {
  const cells = insights.groups.rfmCell.values.filter(({ key }) => key !== null);
  const data: ChartData = {
    title: insightWords.charts.rfm,
    rowLabel: insightWords.columns.cell,
    columns: peopleColumns(currency),
    rows: cells
      .toSorted((a, b) => ((a.key ?? '') < (b.key ?? '') ? 1 : -1))
      .map((cell) => ({ label: [...(cell.key ?? '')].join(', '), values: peopleValues(cell) })),
  };
  const most = Math.max(...scores.flatMap((r) => scores.map((f) => peopleOf(cells, r, f))), 1);
  return (
    <ChartFrame data={data} note={insightWords.notes.rfm}>
      <Table className="console-rfm" withRowBorders={false}>
        <Table.Thead>
          <Table.Tr>
            <Table.Td />
            {scores.map((frequency) => (
              <Table.Th key={frequency} scope="col">
                {insightWords.frequency(frequency)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {scores.map((recency) => (
            <Table.Tr key={recency}>
              <Table.Th scope="row">{insightWords.recency(recency)}</Table.Th>
              {scores.map((frequency) => {
                const people = peopleOf(cells, recency, frequency);
                return (
                  <Table.Td key={frequency}>
                    <span
                      className="console-rfm-cell"
                      style={{ '--share': `${Math.round((people / most) * 40)}%` } as Record<string, string>}
                    >
                      {formatNumber(people)}
                    </span>
                  </Table.Td>
                );
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ChartFrame>
  );
}

function peopleOf(cells: readonly GroupSums[], recency: number, frequency: number): number {
  const own = cells.filter(({ key }) => key?.startsWith(`${recency}${frequency}`));
  return own.reduce((sum, { people }) => sum + people, 0);
}
