import type { AcceptedBatch } from '../../shared/profile/accepted-batch.ts';
import type { Event } from '../../shared/schema/event.ts';
import type { SiteId } from '../../shared/schema/names.ts';

/** An order as `orders` keeps it. */
export interface OrderRow {
  id: string;
  /** Epoch ms. */
  placedAt: number;
  /** Epoch ms at which the server last changed it; null when a page told of it. */
  saidAt: number | null;
  /** JSON: properties of its `purchase` event. */
  body: string;
}

/** The orders with an id that a batch tells of. */
export function orderRows({ events, tier }: Pick<AcceptedBatch, 'events' | 'tier'>): OrderRow[] {
  return events.flatMap((event): OrderRow[] => {
    const { transaction_id: id, updated_at: updatedAt } = event.properties;
    if (event.name !== 'purchase' || (typeof id !== 'string' && typeof id !== 'number') || id === '') return [];
    const saidAt = tier === undefined ? null : typeof updatedAt === 'number' ? updatedAt : event.time;
    return [{ id: String(id).slice(0, 100), placedAt: event.time, saidAt, body: JSON.stringify(event.properties) }];
  });
}

/** An order with the profile it belongs to. */
export interface StoredOrder {
  id: string;
  n: number;
  placedAt: number;
  saidAt: number | null;
  properties: Event['properties'];
}

interface Row {
  id: string;
  n: number;
  placed_at: number;
  said_at: number | null;
  body: string;
}

/** Orders of a site by their ids; those that there are. */
export async function ordersById(db: D1Database, site: SiteId, ids: readonly string[]): Promise<StoredOrder[]> {
  const { results } = await db
    .prepare(
      'SELECT id, n, placed_at, said_at, body FROM orders WHERE site = ?1 AND id IN (SELECT value FROM json_each(?2))',
    )
    .bind(site, JSON.stringify(ids))
    .all<Row>();
  return results.map(fromRow);
}

/** Orders of a profile, latest first. */
export async function ordersOf(db: D1Database, n: number): Promise<StoredOrder[]> {
  const { results } = await db
    .prepare('SELECT id, n, placed_at, said_at, body FROM orders WHERE n = ? ORDER BY placed_at DESC LIMIT 1000')
    .bind(n)
    .all<Row>();
  return results.map(fromRow);
}

function fromRow({ id, n, placed_at: placedAt, said_at: saidAt, body }: Row): StoredOrder {
  return { id, n, placedAt, saidAt, properties: JSON.parse(body) as Event['properties'] };
}
