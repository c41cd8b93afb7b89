/** What every chart says. */
export const chartWords = {
  asTable: 'Show as table',
  asChart: 'Show as chart',
  asTableOf: (title: string) => `Show as table: ${title}`,
  asChartOf: (title: string) => `Show as chart: ${title}`,
  file: 'CSV',
  fileOf: (title: string) => `CSV of ${title}`,
  none: 'Nothing to show yet.',
  unknown: '–',
  /** Read out instead of a picture. */
  picture: (title: string, from: string, to: string, most: string) =>
    `${title}: from ${from} to ${to}. The most: ${most}. Show it as a table for every number.`,
  most: (value: string, label: string) => `${value} in ${label}`,
} as const;
