import { formatAgo, formatMoment } from '../formats.ts';
import { useSession } from '../queries.ts';

/** How long ago somebody was here; a dash for one whom only the server knows. */
export function LastSeen({ at }: { at: number | null }) {
  const { site } = useSession();
  if (at === null) return '–';
  return (
    <time dateTime={new Date(at).toISOString()} title={formatMoment(at, site.timeZone)}>
      {formatAgo(at, Date.now())}
    </time>
  );
}
