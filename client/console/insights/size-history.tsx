import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../api.ts';
import type { ChartData } from '../chart/chart-data.ts';
import { ChartFrame } from '../chart/chart-frame.tsx';
import { LineChart } from '../chart/line-chart.tsx';
import { formatDate, formatMoney, formatNumber } from '../formats.ts';
import { useSession } from '../queries.ts';
import { Failure } from '../shell/failure.tsx';
import { insightWords } from './insight-words.ts';

const text = insightWords.history;

/** How many people a segment had, day by day. */
export function SizeHistory({ segment }: { segment: string }) {
  const { site } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: ['segment-days', segment],
    queryFn: () => answer(api.segments[':id'].days.$get({ param: { id: segment } })),
  });
  if (error) return <Failure error={error} retry={refetch} />;
  if (!data) return null;
  const { days } = data;
  const money = (minor: number) => formatMoney(minor, site.currency);
  const chart: ChartData = {
    title: text.title,
    rowLabel: text.day,
    columns: [
      { label: text.total, format: formatNumber },
      { label: text.identified, format: formatNumber },
      { label: insightWords.columns.orders, format: formatNumber },
      { label: insightWords.columns.gross, format: money },
      { label: insightWords.columns.net, format: money },
    ],
    rows: days.map(({ at, total, identified, orders, grossMinor, netMinor }) => ({
      label: formatDate(at, site.timeZone),
      values: [total, identified, orders, grossMinor, netMinor],
    })),
  };
  const other = days.findLast(({ isOther }) => isOther);
  const note = other ? text.other(formatDate(other.at, site.timeZone)) : text.note;
  return (
    <ChartFrame data={chart} note={days.length === 0 ? text.none : note}>
      <LineChart data={chart} />
    </ChartFrame>
  );
}
