import type { SiteId } from '../../shared/schema/names.ts';
import type { WebhookKind } from '../../shared/schema/webhook.ts';
import { inParts } from './in-parts.ts';

export type DeliveryState = 'waiting' | 'delivered' | 'dead';

/** One telling of one thing to one address. */
export interface Delivery {
  id: string;
  webhook: string;
  site: SiteId;
  /** The profile it is about. */
  n: number;
  kind: WebhookKind;
  /** The bytes that are signed and sent. */
  body: string;
  state: DeliveryState;
  attempts: number;
  /** Epoch ms; null unless it waits. */
  nextAt: number | null;
  status: number | null;
  fault: string | null;
  createdAt: number;
  doneAt: number | null;
}

const columns = `id, webhook, site, n, kind, body, state, attempts, next_at AS nextAt, status, fault, created_at AS createdAt, done_at AS doneAt`;

/** Statements that add deliveries, waiting; one that there is already stays as it is. */
export function insertDeliveries(
  db: D1Database,
  deliveries: readonly Pick<Delivery, 'id' | 'webhook' | 'site' | 'n' | 'kind' | 'body' | 'createdAt'>[],
): D1PreparedStatement[] {
  const rows = deliveries.map((delivery) => JSON.stringify(delivery));
  const insert = db.prepare(
    `INSERT OR IGNORE INTO webhook_deliveries (id, webhook, site, n, kind, body, state, next_at, created_at)
       SELECT value ->> 'id', value ->> 'webhook', value ->> 'site', value ->> 'n', value ->> 'kind', value ->> 'body', 'waiting',
         value ->> 'createdAt', value ->> 'createdAt'
       FROM json_each(?)`,
  );
  return inParts(rows, ({ length }) => length).map((part) => insert.bind(`[${part.join()}]`));
}

/** Deliveries that are due, longest first, of webhooks that are not paused. */
export async function dueDeliveries(
  db: D1Database,
  { now, limit }: { now: number; limit: number },
): Promise<Delivery[]> {
  const { results } = await db
    .prepare(
      `SELECT ${columns} FROM webhook_deliveries d WHERE next_at <= ?1
         AND NOT EXISTS (SELECT 1 FROM webhooks w WHERE w.id = d.webhook AND w.paused = 1)
       ORDER BY next_at LIMIT ?2`,
    )
    .bind(now, limit)
    .all<Delivery>();
  return results;
}

/** Takes a due delivery for an attempt, so that no other job makes it too; it is due again at `until` should this one be cut off. */
export async function takeDelivery(db: D1Database, { id, nextAt }: Delivery, until: number): Promise<boolean> {
  const { meta } = await db
    .prepare('UPDATE webhook_deliveries SET next_at = ?3 WHERE id = ?1 AND next_at = ?2')
    .bind(id, nextAt, until)
    .run();
  return meta.changes > 0;
}

/** Notes what came of an attempt; `nextAt` null ends it. */
export async function noteAttempt(
  db: D1Database,
  id: string,
  what: Pick<Delivery, 'state' | 'attempts' | 'nextAt' | 'status' | 'fault' | 'doneAt'>,
): Promise<void> {
  await db
    .prepare(
      'UPDATE webhook_deliveries SET state = ?2, attempts = ?3, next_at = ?4, status = ?5, fault = ?6, done_at = ?7 WHERE id = ?1',
    )
    .bind(id, what.state, what.attempts, what.nextAt, what.status, what.fault, what.doneAt)
    .run();
}

/** Has a delivery that is over tried anew, from the beginning. False when there is none, or it waits. */
export async function replayDelivery(
  db: D1Database,
  { site, webhook, id, now }: { site: SiteId; webhook: string; id: string; now: number },
): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `UPDATE webhook_deliveries SET state = 'waiting', attempts = 0, next_at = ?4, done_at = NULL, fault = NULL
       WHERE site = ?1 AND webhook = ?2 AND id = ?3 AND state <> 'waiting'`,
    )
    .bind(site, webhook, id, now)
    .run();
  return meta.changes > 0;
}

/** A place in the list of deliveries: many are made at one moment. */
export type DeliveryPlace = Pick<Delivery, 'createdAt' | 'id'>;

/** Deliveries of a webhook, newest first, those that come after `after`. */
export async function deliveriesOf(
  db: D1Database,
  { site, webhook, after, limit }: { site: SiteId; webhook: string; after: DeliveryPlace | null; limit: number },
): Promise<Delivery[]> {
  const { results } = await db
    .prepare(
      `SELECT ${columns} FROM webhook_deliveries WHERE site = ? AND webhook = ? AND (created_at, id) < (?, ?)
       ORDER BY created_at DESC, id DESC LIMIT ?`,
    )
    .bind(site, webhook, after?.createdAt ?? Number.MAX_SAFE_INTEGER, after?.id ?? '', limit)
    .all<Delivery>();
  return results;
}

/** Forgets what was delivered or given up before a moment. */
export async function forgetDeliveries(db: D1Database, before: number): Promise<void> {
  await db.prepare('DELETE FROM webhook_deliveries WHERE done_at < ?').bind(before).run();
}
