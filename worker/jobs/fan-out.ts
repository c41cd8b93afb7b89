import type { Move } from '../../shared/profile/memberships.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import type { WebhookKind } from '../../shared/schema/webhook.ts';
import type { Env } from '../config.ts';
import { profileId } from '../services/console/profile-rows.ts';
import { Definitions } from '../stores/definitions.ts';
import { readOutbox } from '../stores/outbox.ts';
import { insertDeliveries } from '../stores/webhook-deliveries.ts';
import { type StoredWebhook, Webhooks } from '../stores/webhooks.ts';
import type { Pace } from './pace.ts';

const pageSize = 200;

/** Something to be told, and by whom it is awaited. */
interface Told {
  /** Names it for good: one delivery of it per webhook, however often it is passed on. */
  key: string;
  site: SiteId;
  n: number;
  kind: WebhookKind;
  at: number;
  data: Record<string, unknown>;
  /** Of a move; webhooks may ask for some segments only. */
  segment?: string;
}

/**
 * Makes a delivery for each webhook of what happened since the last time. What is passed on leaves the outbox in the transaction that adds the
 * deliveries, and a delivery has a name of its own, so that nothing is told twice or lost, also when two do it at once. An edit of a list tells nobody.
 */
export async function fanOut(env: Env, pace: Pace): Promise<void> {
  while (pace.hasTime()) {
    const rows = await pace.asking(() => readOutbox(env.DB, pageSize));
    if (rows.length === 0) break;
    const last = rows.at(-1)?.id ?? 0;
    await deliver(
      env,
      rows.map((row) => ({ ...row, key: `o${row.id}` })),
      [env.DB.prepare('DELETE FROM outbox WHERE id <= ?').bind(last)],
    );
    if (rows.length < pageSize) break;
    await pace.rest();
  }
  for (const site of await listening(env.DB)) {
    while (pace.hasTime() && (await pace.asking(() => tellMoves(env, site)))) await pace.rest();
  }
}

/** Sites that are told of moves. */
async function listening(db: D1Database): Promise<SiteId[]> {
  const { results } = await db
    .prepare(`SELECT id FROM sites WHERE webhook_kinds LIKE '%"segment.%' ORDER BY id`)
    .all<{ id: SiteId }>();
  return results.map(({ id }) => id);
}

/** Passes on a page of a site's moves; false at the end. */
async function tellMoves(env: Env, site: SiteId): Promise<boolean> {
  const { results } = await env.DB.prepare(
    `SELECT m.id, m.n, m.at, m.cause, m.moves FROM segment_moves m JOIN sites s ON s.id = m.site
     WHERE m.site = ?1 AND m.id > s.moves_told ORDER BY m.id LIMIT ?2`,
  )
    .bind(site, pageSize)
    .all<{ id: number; n: number; at: number; cause: string; moves: string }>();
  const last = results.at(-1);
  if (!last) return false;
  const segments = await new Definitions(env.DB, site).list('segment');
  const named = new Map(segments.map(({ ordinal, id, draft }) => [ordinal, { id, name: draft.name }]));
  const told = results.flatMap(({ id, n, at, cause, moves }): Told[] => {
    if (cause === 'edit') return [];
    return (JSON.parse(moves) as Move[]).flatMap(({ ordinal, entered }) => {
      const segment = named.get(ordinal);
      const kind = entered ? ('segment.entered' as const) : ('segment.left' as const);
      return segment
        ? { key: `m${id}.${ordinal}`, site, n, at, kind, data: { segment, cause }, segment: segment.id }
        : [];
    });
  });
  const advance = env.DB.prepare('UPDATE sites SET moves_told = max(moves_told, ?2) WHERE id = ?1').bind(site, last.id);
  await deliver(env, told, [advance]);
  return results.length === pageSize;
}

async function deliver(env: Env, told: readonly Told[], also: D1PreparedStatement[]): Promise<void> {
  const sites = new Set(told.map(({ site }) => site));
  const webhooks = new Map<SiteId, StoredWebhook[]>();
  for (const site of sites) webhooks.set(site, await new Webhooks(env.DB).list(site));
  const people = await idsOf(
    env.DB,
    told.map(({ n }) => n),
  );
  const deliveries = told.flatMap((one) =>
    (webhooks.get(one.site) ?? [])
      .filter(
        ({ kinds, segments }) =>
          kinds.includes(one.kind) && (!one.segment || !segments || segments.includes(one.segment)),
      )
      .map(({ id: webhook }) => ({
        id: `msg_${one.key}.${webhook}`,
        webhook,
        site: one.site,
        n: one.n,
        kind: one.kind,
        body: bodyOf(one, people.get(one.n)),
        createdAt: Date.now(),
      })),
  );
  await env.DB.batch([...insertDeliveries(env.DB, deliveries), ...also]);
}

/** Ids of people as they are now. */
async function idsOf(
  db: D1Database,
  numbers: readonly number[],
): Promise<Map<number, { kind: string; value: string }[]>> {
  const { results } = await db
    .prepare(
      'SELECT n, kind, value FROM identities WHERE n IN (SELECT value FROM json_each(?)) ORDER BY n, kind, value',
    )
    .bind(JSON.stringify(numbers))
    .all<{ n: number; kind: string; value: string }>();
  return Map.groupBy(results, ({ n }) => n);
}

function bodyOf({ kind, at, n, data }: Told, identities: { kind: string; value: string }[] = []): string {
  if (n === 0) return JSON.stringify({ type: kind, timestamp: new Date(at).toISOString(), data });
  const of = (wanted: string) => identities.flatMap((one) => (one.kind === wanted ? one.value : []));
  const profile = { id: profileId(n), emails: of('email'), phones: of('phone'), source_ids: of('source_id') };
  return JSON.stringify({ type: kind, timestamp: new Date(at).toISOString(), data: { profile, ...data } });
}
