import { Text } from '@mantine/core';
import type { ChartColumn, ChartData } from './chart-data.ts';
import { ChartHead } from './chart-head.tsx';
import { chartWords } from './chart-words.ts';

/** So many labels fit below the columns of a narrow page. */
const maxLabels = 4;

/** The first one or two columns as upright bars, one place for each row; a legend where there are two. */
export function ColumnChart({ data }: { data: ChartData }) {
  const { rows } = data;
  const columns = data.columns.slice(0, 2);
  const most = Math.max(...rows.flatMap(({ values }) => columns.map((_, index) => values[index] ?? 0)), 0);
  const every = Math.ceil(rows.length / maxLabels);
  if (most === 0) return <Text size="sm">{chartWords.none}</Text>;
  return (
    <div>
      <ChartHead columns={columns} most={most} />
      <div className="console-columns" role="img" aria-label={pictureWords(data)}>
        {rows.map(({ label, values }) => (
          <div key={label} title={titleOf(label, columns, values)}>
            {columns.map((column, series) => (
              <span
                key={column.label}
                data-series={series}
                style={{ blockSize: `${((values[series] ?? 0) / most) * 100}%` }}
              />
            ))}
          </div>
        ))}
      </div>
      <div
        className="console-axis"
        aria-hidden="true"
        style={{ gridTemplateColumns: `repeat(${rows.length}, minmax(0, 1fr))` }}
      >
        {rows.map(
          ({ label }, index) =>
            index % every === 0 && (
              <span key={label} style={{ gridColumn: `${index + 1} / span ${Math.min(every, rows.length - index)}` }}>
                {label}
              </span>
            ),
        )}
      </div>
    </div>
  );
}

function titleOf(label: string, columns: ChartColumn[], values: (number | null)[]): string {
  const said = columns.map((column, index) => {
    const value = values[index];
    return `${column.label} ${typeof value === 'number' ? column.format(value) : chartWords.unknown}`;
  });
  return `${label}: ${said.join(', ')}`;
}

/** What a chart over time shows, for those who do not see it. */
export function pictureWords({ title, columns, rows }: ChartData): string {
  const top = rows.reduce((most, row) => ((row.values[0] ?? 0) > (most.values[0] ?? 0) ? row : most), rows[0] ?? none);
  const value = columns[0]?.format(top.values[0] ?? 0) ?? '';
  return chartWords.picture(title, rows[0]?.label ?? '', rows.at(-1)?.label ?? '', chartWords.most(value, top.label));
}

const none: ChartData['rows'][number] = { label: '', values: [] };
