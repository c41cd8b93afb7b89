import type { AcceptedBatch } from '../../../shared/profile/accepted-batch.ts';

/** One thing that somebody said of consent. */
export interface ConsentEntry {
  /** Epoch ms. */
  at: number;
  saidBy: 'banner' | 'form' | 'server';
  /** By purpose. */
  purposes: Record<string, boolean>;
  /** The exact words agreed to or not, where a form showed them; of a banner the version it names. */
  text: string | null;
}

const pageSize = 200;

/** Everything that somebody said of consent, oldest first, from the history that is kept. */
export async function consentRecord(db: D1Database, n: number): Promise<ConsentEntry[]> {
  const entries: ConsentEntry[] = [];
  let place = { stream: '', sequence: 0 };
  for (;;) {
    const { results } = await db
      .prepare(
        `SELECT stream, sequence, body FROM event_batches WHERE n = ?1 AND (stream, sequence) > (?2, ?3)
         ORDER BY stream, sequence LIMIT ?4`,
      )
      .bind(n, place.stream, place.sequence, pageSize)
      .all<{ stream: string; sequence: number; body: string }>();
    for (const { body } of results) entries.push(...entriesOf(JSON.parse(body) as AcceptedBatch));
    const last = results.at(-1);
    if (!last || results.length < pageSize) return entries.sort((a, b) => a.at - b.at);
    place = last;
  }
}

function entriesOf({ events, tier, consent, receivedAt }: AcceptedBatch): ConsentEntry[] {
  if (tier !== undefined) {
    const purposes = booleansOf(consent);
    return Object.keys(purposes).length === 0 ? [] : [{ at: receivedAt, saidBy: 'server', purposes, text: null }];
  }
  return events.flatMap(({ name, time: at, properties }): ConsentEntry[] => {
    if (name === 'consent') {
      const { version } = properties;
      return [
        { at, saidBy: 'banner', purposes: booleansOf(properties), text: typeof version === 'string' ? version : null },
      ];
    }
    if (!Array.isArray(properties.consents)) return [];
    return properties.consents.flatMap((one): ConsentEntry[] => {
      const { purpose, text, granted } = (one ?? {}) as Record<string, unknown>;
      if (typeof purpose !== 'string' || typeof text !== 'string' || typeof granted !== 'boolean') return [];
      return [{ at, saidBy: 'form', purposes: { [purpose]: granted }, text }];
    });
  });
}

function booleansOf(values: object): Record<string, boolean> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean'),
  );
}
