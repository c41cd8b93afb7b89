import type { AcceptedBatch } from '../../../shared/profile/accepted-batch.ts';
import { ordersOf } from '../../stores/orders.ts';
import type { ProfileRow } from '../../stores/profiles.ts';
import { profileId } from '../console/profile-rows.ts';

/** Batches of one read. */
const pageSize = 100;

/**
 * Everything that is kept of a person, as JSON, page by page: attributes, ids, consent with the texts that were agreed to, orders, promotions
 * and the whole history. Nothing of it is written anywhere.
 */
export function personStream(db: D1Database, row: ProfileRow): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const parts = partsOf(db, row);
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
}

async function* partsOf(db: D1Database, { n, snapshot }: ProfileRow): AsyncGenerator<string, undefined> {
  const { firstSeenAt, lastSeenAt, attributes, identities, consent, campaigns } = snapshot;
  const head = {
    profile: profileId(n),
    firstSeenAt: lastSeenAt > 0 ? firstSeenAt : null,
    lastSeenAt: lastSeenAt > 0 ? lastSeenAt : null,
    attributes: Object.entries(attributes).map(([name, { value, at }]) => ({ name, value, saidAt: at[0] })),
    identities: identities.map(({ kind, value, level, at }) => ({ kind, value, level, since: at[0] })),
    consent: consent && { ...consent.state, globalPrivacyControl: consent.gpc, saidAt: consent.at[0] },
    promotions: Object.entries(campaigns).map(([campaign, { variant, firstExposedAt, engagements }]) => ({
      campaign,
      variant,
      firstExposedAt: firstExposedAt?.[0] ?? null,
      shown: engagements.shown.total,
      closed: engagements.closed.total,
      clicked: engagements.clicked.total,
      submitted: engagements.submitted.total,
    })),
    orders: await ordersOf(db, n),
  };
  yield `${JSON.stringify(head).slice(0, -1)},"history":[`;
  let place: { stream: string; sequence: number } = { stream: '', sequence: 0 };
  for (let isFirst = true; ; isFirst = false) {
    const { results } = await db
      .prepare(
        `SELECT stream, sequence, body FROM event_batches WHERE n = ?1 AND (stream, sequence) > (?2, ?3)
         ORDER BY stream, sequence LIMIT ?4`,
      )
      .bind(n, place.stream, place.sequence, pageSize)
      .all<{ stream: string; sequence: number; body: string }>();
    const last = results.at(-1);
    if (last) yield (isFirst ? '' : ',') + results.map(({ body }) => JSON.stringify(toldBatch(body))).join();
    if (!last || results.length < pageSize) break;
    place = last;
  }
  yield ']}';
}

function toldBatch(body: string) {
  const { receivedAt, events, consent, gpc, request, tier = 'page', source } = JSON.parse(body) as AcceptedBatch;
  return { receivedAt, saidBy: tier, source, consent, globalPrivacyControl: gpc, request, events };
}
