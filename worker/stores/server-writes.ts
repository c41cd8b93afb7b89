import { happeningsOf } from '../../shared/profile/happenings.ts';
import type { SizeDelta } from '../../shared/profile/memberships.ts';
import type { IdentityKind } from '../../shared/profile/snapshot.ts';
import type { Written } from '../../shared/profile/write-step.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import type { WebhookKind } from '../../shared/schema/webhook.ts';
import { countMembers } from './commit.ts';
import { takeEventIds } from './event-ids.ts';
import { orderRows } from './orders.ts';
import { outboxRows } from './outbox.ts';
import { peopleDelta } from './people-count.ts';
import { keptFacts } from './profile-facts.ts';

/** One profile after what the server said of it. */
export interface ServerWrite {
  /** The profile that was read; null for a new one. */
  known: { n: number; version: number } | null;
  result: Written;
  eventIds: readonly string[];
  /** Of the profile that was read. */
  wasIdentified: boolean;
}

/** How many new ones stand before a place in a chunk decides their numbers: they follow the highest there is, in order. */
interface Placed extends ServerWrite {
  /** 1, 2, … among the new profiles; null for a known one. */
  place: number | null;
}

/** Whom server writes are for. */
export interface ServerTarget {
  site: SiteId;
  bundleVersion: number;
  /** What the site's webhooks are told. */
  wanted: ReadonlySet<WebhookKind>;
  /** Epoch ms. */
  now: number;
}

/**
 * Writes some profiles of one site in one transaction: all or nothing. False when one of them, the bundle, or the owner of a proven id is
 * no longer what it was; read again then. On success answers the number of each profile.
 */
export async function commitServerWrites(
  db: D1Database,
  { site, bundleVersion, wanted, now }: ServerTarget,
  writes: readonly ServerWrite[],
): Promise<number[] | false> {
  let places = 0;
  const placed: Placed[] = writes.map((write) => ({ ...write, place: write.known ? null : ++places }));
  const made = placed.filter(({ known }) => known === null);
  const context: Context = { db, site, bundleVersion, wanted, now, made: made.length };
  const statements = [
    ...(made.length > 0 ? [insertProfiles(context, made)] : []),
    ...(made.length < placed.length
      ? [
          updateProfiles(
            context,
            placed.filter(({ known }) => known !== null),
          ),
        ]
      : []),
    insertBatches(context, placed),
    upsertFacts(context, placed),
    ...upsertIdentities(context, placed),
    ...upsertOrders(context, placed),
    ...insertMoves(context, placed),
    ...toBeTold(context, placed),
    ...takeEventIds(db, { site, ids: placed.flatMap(({ eventIds }) => eventIds), now }),
    ...countMembers(db, site, addedUp(placed.flatMap(sizeDeltas))),
    db.prepare('SELECT ifnull(max(n), 0) AS last FROM profiles'),
  ];
  try {
    const results = await db.batch<{ last: number }>(statements);
    const first = (results.at(-1)?.results[0]?.last ?? 0) - made.length;
    return placed.map(({ known, place }) => known?.n ?? first + (place as number));
  } catch (error) {
    if (lostTheRace(error)) return false;
    throw error;
  }
}

interface Context extends ServerTarget {
  db: D1Database;
  /** New profiles in this transaction. */
  made: number;
}

/** NULL, and with it a failed constraint, when the site has published meanwhile. */
const bundleInForce = 'EXISTS (SELECT 1 FROM sites WHERE id = ?2 AND bundle_version = ?3)';

const profileColumns = ['snapshot', 'members', 'evaluated', 'warm', 'identified', 'recheckAt'] as const;
const fields = profileColumns.map((name) => `value ->> '${name}' AS ${name}`).join();

function profileFields({ result }: Placed) {
  return {
    snapshot: JSON.stringify(result.snapshot),
    members: JSON.stringify(result.membership.members),
    evaluated: result.membership.evaluated,
    warm: result.membership.warm,
    identified: Number(result.membership.identified),
    recheckAt: result.recheckAt,
  };
}

function insertProfiles({ db, site, bundleVersion }: Context, made: readonly Placed[]): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO profiles (n, site, version, snapshot, members, evaluated, warm, identified, recheck_at)
       SELECT (SELECT ifnull(max(n), 0) FROM profiles) + (value ->> 'place'), ?2, CASE WHEN ${bundleInForce} THEN 1 END,
         ${profileColumns.map((name) => `value ->> '${name}'`).join()}
       FROM json_each(?1)`,
    )
    .bind(JSON.stringify(made.map((one) => ({ place: one.place, ...profileFields(one) }))), site, bundleVersion);
}

function updateProfiles({ db, site, bundleVersion }: Context, known: readonly Placed[]): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE profiles SET
         version = CASE WHEN profiles.version = w.version AND profiles.site = ?2 AND ${bundleInForce} THEN profiles.version + 1 END,
         snapshot = w.snapshot, members = w.members, evaluated = w.evaluated, warm = w.warm, identified = w.identified,
         recheck_at = CASE WHEN w.recheckAt IS NULL OR recheck_at <= w.recheckAt THEN recheck_at ELSE w.recheckAt END
       FROM (SELECT value ->> 'n' AS n, value ->> 'version' AS version, ${fields} FROM json_each(?1)) AS w
       WHERE profiles.n = w.n`,
    )
    .bind(JSON.stringify(known.map((one) => ({ ...one.known, ...profileFields(one) }))), site, bundleVersion);
}

/** The number of a written profile, read from its `n` or its `place`: the first two of each row. */
function numberOf(row: string, { made }: Pick<Context, 'made'>): string {
  return `ifnull(${row} ->> 0, (SELECT max(n) FROM profiles) - ${made} + (${row} ->> 1))`;
}

function rowsOf(placed: readonly Placed[], more: (one: Placed) => unknown[]): string {
  return JSON.stringify(placed.map((one) => [one.known?.n ?? null, one.place, ...more(one)]));
}

function insertBatches(context: Context, placed: readonly Placed[]): D1PreparedStatement {
  const rows = rowsOf(placed, ({ known, result: { accepted } }) => [
    accepted.stream,
    accepted.sequence,
    (known?.version ?? 0) + 1,
    accepted.receivedAt,
    JSON.stringify(accepted),
  ]);
  return context.db
    .prepare(
      `INSERT INTO event_batches (n, stream, sequence, version, received_at, body, reply)
       SELECT ${numberOf('value', context)}, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, '' FROM json_each(?)`,
    )
    .bind(rows);
}

function upsertFacts(context: Context, placed: readonly Placed[]): D1PreparedStatement {
  const columns = placed[0]?.result.factRow.values.length ?? 0;
  const rows = rowsOf(placed, ({ result: { membership, factRow } }) => [
    membership.evaluated,
    Number(factRow.plain),
    Number(factRow.personal),
    Number(membership.identified),
    factRow.hash,
    ...factRow.values,
  ]);
  const fixed = 5;
  const values = Array.from({ length: fixed + columns }, (_, index) => `value ->> ${index + 2}`);
  return context.db
    .prepare(
      keptFacts(
        columns,
        `SELECT CAST(${numberOf('value', context)} AS INTEGER), ?2, ${values.join()} FROM json_each(?1)`,
      ),
    )
    .bind(rows, context.site);
}

function upsertIdentities(context: Context, placed: readonly Placed[]): D1PreparedStatement[] {
  const rows = placed.flatMap(({ known, place, result: { accepted } }) =>
    (accepted.proven ?? []).map(({ kind, value }): [number | null, number | null, IdentityKind, string] => [
      known?.n ?? null,
      place,
      kind,
      value,
    ]),
  );
  if (rows.length === 0) return [];
  const statement = context.db
    .prepare(
      `INSERT INTO identities (site, kind, value, n, level)
       SELECT ?2, value ->> 2, value ->> 3, ${numberOf('value', context)}, 'verified' FROM json_each(?1) WHERE true
       ON CONFLICT (site, kind, value, n) DO UPDATE SET level = 'verified'`,
    )
    .bind(JSON.stringify(rows), context.site);
  return [statement];
}

function upsertOrders(context: Context, placed: readonly Placed[]): D1PreparedStatement[] {
  const rows = placed.flatMap(({ known, place, result: { accepted } }) =>
    orderRows(accepted).map((order) => [known?.n ?? null, place, order.id, order.placedAt, order.saidAt, order.body]),
  );
  if (rows.length === 0) return [];
  const statement = context.db
    .prepare(
      `INSERT INTO orders (site, id, n, placed_at, said_at, body)
       SELECT ?2, value ->> 2, ${numberOf('value', context)}, value ->> 3, value ->> 4, value ->> 5 FROM json_each(?1) WHERE true
       ON CONFLICT (site, id) DO UPDATE SET n = excluded.n, placed_at = excluded.placed_at, said_at = excluded.said_at, body = excluded.body
       WHERE ifnull(orders.said_at, -1) <= excluded.said_at`,
    )
    .bind(JSON.stringify(rows), context.site);
  return [statement];
}

function insertMoves(context: Context, placed: readonly Placed[]): D1PreparedStatement[] {
  const moved = placed.filter(({ result }) => result.moves.length > 0);
  if (moved.length === 0) return [];
  const rows = rowsOf(moved, ({ result }) => [JSON.stringify(result.moves)]);
  const statement = context.db
    .prepare(
      `INSERT INTO segment_moves (site, n, at, cause, moves)
       SELECT ?2, ${numberOf('value', context)}, ?3, 'server', value ->> 2 FROM json_each(?1)`,
    )
    .bind(rows, context.site, context.now);
  return [statement];
}

function toBeTold(context: Context, placed: readonly Placed[]): D1PreparedStatement[] {
  if (context.wanted.size === 0) return [];
  const rows = placed.flatMap(({ known, place, result, wasIdentified }) => {
    const happenings = happeningsOf(result.accepted, { wasIdentified, after: result.snapshot });
    return outboxRows(happenings, context.wanted).map((row) => [known?.n ?? null, place, ...row]);
  });
  if (rows.length === 0) return [];
  const statement = context.db
    .prepare(
      `INSERT INTO outbox (site, n, kind, at, body)
       SELECT ?2, ${numberOf('value', context)}, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?1)`,
    )
    .bind(JSON.stringify(rows), context.site);
  return [statement];
}

function sizeDeltas({ known, wasIdentified, result: { deltas, membership } }: Placed): SizeDelta[] {
  return [...deltas, ...peopleDelta(known && { identified: wasIdentified }, membership)];
}

function addedUp(deltas: readonly SizeDelta[]): SizeDelta[] {
  const sums = new Map<string, SizeDelta>();
  for (const delta of deltas) {
    const key = `${delta.ordinal}/${delta.since}`;
    const sum = sums.get(key);
    if (!sum) sums.set(key, { ...delta });
    else {
      sum.total += delta.total;
      sum.identified += delta.identified;
    }
  }
  return [...sums.values()];
}

function lostTheRace(error: unknown): boolean {
  return /NOT NULL constraint failed: profiles\.version|UNIQUE constraint failed: (identities\.|event_ids\.|profiles\.n|event_batches\.n)/.test(
    String(error),
  );
}
