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
  /** Who told of it, where it was not the page: `api`, `import`, … */
  source?: string;
  properties: AcceptedBatch['events'][number]['properties'];
}

export interface TimelinePage {
  /** Newest first. */
  events: TimelineEvent[];
  /** Send it back as `before` for the next page; null at the end. */
  next: string | null;
}

/** Moves follow the events of their moment. */
const maxEvents = 50;

/** Batches on a page; a batch holds up to 50 events, in practice two to five. */
export const batchesPerPage = 20;

/**
 * The newest events of profile `n`, a page of whole batches in the order they were received, with the segments it entered and left
 * meanwhile. `segmentName`: of an ordinal, undefined for a segment that is gone.
 */
export async function readTimeline(
  db: D1Database,
  {
    n,
    before,
    segmentName,
  }: { n: number; before: string | null; segmentName: (ordinal: number) => string | undefined },
): Promise<TimelinePage> {
  const place = before === null ? null : parsePlace(before);
  const { results } = await db
    .prepare(
      `SELECT stream, sequence, received_at, body FROM event_batches
       WHERE n = ?1 AND (?2 IS NULL OR (received_at, stream, sequence) < (?2, ?3, ?4))
       ORDER BY received_at DESC, stream DESC, sequence DESC LIMIT ?5`,
    )
    .bind(n, place?.receivedAt ?? null, place?.stream ?? null, place?.sequence ?? null, batchesPerPage + 1)
    .all<BatchRow>();
  const rows = results.slice(0, batchesPerPage);
  const events = rows.flatMap(({ stream, sequence, body }) => {
    const { events: told, source } = JSON.parse(body) as AcceptedBatch;
    return told.map((event, index) => ({
      id: `${stream}.${sequence}.${index}`,
      name: event.name,
      time: event.time,
      session: event.session,
      properties: event.properties,
      ...(source !== undefined && { source }),
      index,
    }));
  });
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
    next: results.length > batchesPerPage ? placeOf(rows.at(-1) as BatchRow) : null,
  };
}

interface BatchRow {
  stream: string;
  sequence: number;
  received_at: number;
  body: string;
}

/** A place between two pages: `RECEIVED.SEQUENCE.STREAM`. */
export const timelinePlace = /^(\d{1,15})\.(\d{1,10})\.([\w.-]{1,40})$/;

function placeOf({ received_at: receivedAt, sequence, stream }: BatchRow): string {
  return `${receivedAt}.${sequence}.${stream}`;
}

function parsePlace(place: string): { receivedAt: number; sequence: number; stream: string } | null {
  const [, receivedAt, sequence, stream] = timelinePlace.exec(place) ?? [];
  return stream === undefined ? null : { receivedAt: Number(receivedAt), sequence: Number(sequence), stream };
}
