import type { AcceptedBatch } from '../../shared/profile/accepted-batch.ts';

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

/** Batches on a page; a batch holds up to 50 events, in practice two to five. */
export const batchesPerPage = 20;

/** The newest events of profile `n`, a page of whole batches in the order they were committed. */
export async function readTimeline(db: D1Database, n: number, before: number | null): Promise<TimelinePage> {
  const { results } = await db
    .prepare(
      `SELECT stream, sequence, version, body FROM event_batches
       WHERE n = ?1 AND (?2 IS NULL OR version < ?2) ORDER BY version DESC LIMIT ?3`,
    )
    .bind(n, before, batchesPerPage + 1)
    .all<{ stream: string; sequence: number; version: number; body: string }>();
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
  events.sort((a, b) => b.time - a.time || b.index - a.index);
  return {
    events: events.map(({ index: _, ...event }) => event),
    next: results.length > batchesPerPage ? (rows.at(-1)?.version ?? null) : null,
  };
}
