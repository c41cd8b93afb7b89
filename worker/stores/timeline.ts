import type { AcceptedBatch } from '../../shared/profile/accepted-batch.ts';
import { readMoves } from './segment-moves.ts';

/** One thing a person did, as the timeline shows it. */
export interface TimelineEvent {
  /** Unique inside the profile and stable. */
  id: string;
  name: string;
  /** Epoch ms, corrected. */
  time: number;
  session: string;
  properties: AcceptedBatch['events'][number]['properties'];
}

export interface TimelinePage {
  /** Newest first. */
  events: TimelineEvent[];
  /** Send it back as `before` for the next page; null at the end. */
  next: number | null;
}

/** Moves follow the events of their moment. */
const maxEvents = 50;

/** Batches on a page; a batch holds up to 50 events, in practice two to five. */
export const batchesPerPage = 20;

/**
 * The newest events of profile `n`, a page of whole batches in the order they were committed, with the segments it entered and left
 * meanwhile. `segmentName`: of an ordinal, undefined for a segment that is gone.
 */
export async function readTimeline(
  db: D1Database,
  {
    n,
    before,
    segmentName,
  }: { n: number; before: number | null; segmentName: (ordinal: number) => string | undefined },
): Promise<TimelinePage> {
  const { results } = await db
    .prepare(
      `SELECT stream, sequence, version, received_at, body FROM event_batches
       WHERE n = ?1 AND (?2 IS NULL OR version < ?2) ORDER BY version DESC LIMIT ?3`,
    )
    .bind(n, before, batchesPerPage + 1)
    .all<{ stream: string; sequence: number; version: number; received_at: number; body: string }>();
  const rows = results.slice(0, batchesPerPage);
  const events = rows.flatMap(({ stream, sequence, body }) =>
    (JSON.parse(body) as AcceptedBatch).events.map((event, index) => ({
      id: `${stream}.${sequence}.${index}`,
      name: event.name,
      time: event.time,
      session: event.session,
      properties: event.properties,
      index,
    })),
  );
  // The page before ended where this one's newest batch begins.
  const upTo = before === null ? Number.MAX_SAFE_INTEGER : (rows[0]?.received_at ?? 0);
  const recorded = await readMoves(db, { n, after: results[batchesPerPage]?.received_at ?? 0, upTo });
  for (const { at, cause, moves } of recorded) {
    for (const [index, { ordinal, entered }] of moves.entries()) {
      const segment = segmentName(ordinal);
      if (segment === undefined) continue;
      const name = entered ? 'segment_entered' : 'segment_left';
      const id = `move.${at}.${ordinal}`;
      events.push({ id, name, time: at, session: '', properties: { segment, cause }, index: maxEvents + index });
    }
  }
  events.sort((a, b) => b.time - a.time || b.index - a.index);
  return {
    events: events.map(({ index: _, ...event }) => event),
    next: results.length > batchesPerPage ? (rows.at(-1)?.version ?? null) : null,
  };
}
