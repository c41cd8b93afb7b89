import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { saveFile } from '../save-file.ts';
import { type ChartData, fileNameOf } from './chart-data.ts';
import { ChartTable } from './chart-table.tsx';
import { chartWords } from './chart-words.ts';

interface ChartFrameProps {
  data: ChartData;
  note?: ReactNode;
  /** The picture; in its place stands the table when it is asked for. */
  children: ReactNode;
}

/** A chart with its title, its numbers as a table, and as a file. */
export function ChartFrame({ data, note, children }: ChartFrameProps) {
  const [isTable, setTable] = useState(false);
  const { title, rows } = data;
  return (
    <Stack component="section" className="console-panel" p="md" gap="sm">
      <Group justify="space-between" gap="xs">
        <Title order={2} size="md">
          {title}
        </Title>
        {rows.length > 0 && (
          <Group gap={4}>
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={isTable ? chartWords.asChartOf(title) : chartWords.asTableOf(title)}
              onClick={() => setTable(!isTable)}
            >
              {isTable ? chartWords.asChart : chartWords.asTable}
            </Button>
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={chartWords.fileOf(title)}
              onClick={() => saveAsCsv(data)}
            >
              {chartWords.file}
            </Button>
          </Group>
        )}
      </Group>
      {note && (
        <Text size="sm" c="dimmed">
          {note}
        </Text>
      )}
      {rows.length === 0 ? <Text size="sm">{chartWords.none}</Text> : isTable ? <ChartTable data={data} /> : children}
    </Stack>
  );
}

/** Excel reads UTF-8 only when it begins so. */
const byteOrderMark = '\uFEFF';

async function saveAsCsv({ title, rowLabel, columns, rows }: ChartData): Promise<void> {
  const { default: papa } = await import('papaparse');
  const text = papa.unparse(
    {
      fields: [rowLabel, ...columns.map(({ label }) => label)],
      data: rows.map(({ label, values }) => [label, ...values]),
    },
    { escapeFormulae: true },
  );
  saveFile(new Blob([byteOrderMark, text], { type: 'text/csv' }), fileNameOf(title));
}
