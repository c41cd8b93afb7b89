import type { Happening } from '../../shared/profile/happenings.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import type { WebhookKind } from '../../shared/schema/webhook.ts';

/** Something to be told, of the profile `n`; 0 for what is about nobody in particular. */
export interface OutboxRow {
  id: number;
  site: SiteId;
  n: number;
  kind: WebhookKind;
  /** Epoch ms. */
  at: number;
  data: Record<string, unknown>;
}

/** The kinds that a site wants to be told of, as its row has them. */
export function wantedKinds(text: string): ReadonlySet<WebhookKind> {
  return new Set(JSON.parse(text) as WebhookKind[]);
}

/** JSON rows `[kind, at, data]` of what is wanted. */
export function outboxRows(
  happenings: readonly Happening[],
  wanted: ReadonlySet<WebhookKind>,
): [string, number, string][] {
  return happenings
    .filter(({ kind }) => wanted.has(kind))
    .map(({ kind, at, data }) => [kind, at, JSON.stringify(data)]);
}

/** Has something told that is about nobody in particular, if a webhook of the site waits for it. */
export function tellSite(
  db: D1Database,
  { site, kind, at, data }: { site: SiteId; kind: WebhookKind; at: number; data: object },
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO outbox (site, n, kind, at, body) SELECT id, 0, ?2, ?3, ?4 FROM sites
       WHERE id = ?1 AND EXISTS (SELECT 1 FROM json_each(webhook_kinds) WHERE value = ?2)`,
    )
    .bind(site, kind, at, JSON.stringify(data));
}

/** What is yet to be told, oldest first. */
export async function readOutbox(db: D1Database, limit: number): Promise<OutboxRow[]> {
  const { results } = await db
    .prepare('SELECT id, site, n, kind, at, body FROM outbox ORDER BY id LIMIT ?')
    .bind(limit)
    .all<Omit<OutboxRow, 'data'> & { body: string }>();
  return results.map(({ body, ...row }) => ({ ...row, data: JSON.parse(body) as OutboxRow['data'] }));
}
