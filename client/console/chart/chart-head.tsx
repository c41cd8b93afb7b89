import type { ChartColumn } from './chart-data.ts';

/** Which colour is which, where there is more than one, and how much the top is. For the eye: the picture's name says all of it. */
export function ChartHead({ columns, most }: { columns: readonly ChartColumn[]; most: number }) {
  return (
    <>
      {columns.length > 1 && (
        <div className="console-legend" aria-hidden="true">
          {columns.map(({ label }, series) => (
            <span key={label} data-series={series}>
              {label}
            </span>
          ))}
        </div>
      )}
      <div className="console-chart-top" aria-hidden="true">
        {columns[0]?.format(most)}
      </div>
    </>
  );
}
