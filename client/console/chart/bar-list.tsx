import type { ChartData } from './chart-data.ts';

/** The first column as horizontal bars, each with its name and number in words. */
export function BarList({ data: { columns, rows } }: { data: ChartData }) {
  const [column] = columns;
  const most = Math.max(...rows.map(({ values }) => values[0] ?? 0), 1);
  return (
    <ul className="console-bars">
      {rows.map(({ label, values: [value] }) => (
        <li key={label}>
          <span className="console-bar-label">{label}</span>
          <span className="console-bar-value">{column?.format(value ?? 0)}</span>
          <span className="console-bar-track" aria-hidden="true">
            {value !== null && value !== 0 && <span style={{ inlineSize: `${((value ?? 0) / most) * 100}%` }} />}
          </span>
        </li>
      ))}
    </ul>
  );
}
