/** A column of numbers beside the names of the rows. */
export interface ChartColumn {
  label: string;
  /** As it is shown; null: not known. */
  format: (value: number) => string;
}

/** What a chart draws, its table lists and its file holds. */
export interface ChartData {
  title: string;
  /** What the rows are. */
  rowLabel: string;
  columns: ChartColumn[];
  rows: { label: string; values: (number | null)[] }[];
}

/** The title as the name of a file. */
export function fileNameOf(title: string): string {
  return `${title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')}.csv`;
}
