import { Table } from '@mantine/core';
import type { ChartData } from './chart-data.ts';
import { chartWords } from './chart-words.ts';

/** The numbers of a chart, every one of them. */
export function ChartTable({ data: { title, rowLabel, columns, rows } }: { data: ChartData }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard.
    <section className="console-scroll console-chart-table" tabIndex={0} aria-label={title}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{rowLabel}</Table.Th>
            {columns.map(({ label }) => (
              <Table.Th key={label} scope="col" ta="end">
                {label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ label, values }) => (
            <Table.Tr key={label}>
              <Table.Th scope="row" fw={400}>
                {label}
              </Table.Th>
              {columns.map((column, index) => (
                <Table.Td key={column.label} ta="end">
                  {cell(column.format, values[index])}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function cell(format: (value: number) => string, value: number | null | undefined): string {
  return value === null || value === undefined ? chartWords.unknown : format(value);
}
