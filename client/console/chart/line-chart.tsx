import type { ChartData } from './chart-data.ts';
import { ChartHead } from './chart-head.tsx';
import { pictureWords } from './column-chart.tsx';

const width = 600;
const height = 160;

/** The first two columns as lines over the rows, from 0 on; a legend where there are two. */
export function LineChart({ data }: { data: ChartData }) {
  const { rows } = data;
  const columns = data.columns.slice(0, 2);
  const most = Math.max(...rows.flatMap(({ values }) => columns.map((_, index) => values[index] ?? 0)), 1);
  // A lone day is a line from end to end.
  const drawn = rows.length === 1 ? [...rows, ...rows] : rows;
  const path = (series: number) =>
    drawn
      .map(({ values }, index) => {
        const x = (index / (drawn.length - 1)) * width;
        const y = height - ((values[series] ?? 0) / most) * height;
        return `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
      })
      .join('');
  return (
    <div>
      <ChartHead columns={columns} most={most} />
      <svg
        className="console-lines"
        viewBox={`0 -2 ${width} ${height + 4}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={pictureWords(data)}
      >
        {columns.map(({ label }, series) => (
          <path key={label} d={path(series)} data-series={series} vectorEffect="non-scaling-stroke" />
        ))}
      </svg>
      <div className="console-ends" aria-hidden="true">
        <span>{rows[0]?.label}</span>
        {rows.length > 1 && <span>{rows.at(-1)?.label}</span>}
      </div>
    </div>
  );
}
