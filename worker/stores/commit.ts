import { happeningsOf } from '../../shared/profile/happenings.ts';
import type { SizeDelta } from '../../shared/profile/memberships.ts';
import type { StepResult } from '../../shared/profile/step.ts';
import type { SiteId, VisitorId } from '../../shared/schema/names.ts';
import type { WebhookKind } from '../../shared/schema/webhook.ts';
import { countPromotions } from './campaign-counts.ts';
import { orderRows } from './orders.ts';
import { outboxRows } from './outbox.ts';
import { peopleDelta } from './people-count.ts';
import { writeFacts } from './profile-facts.ts';
import { recordMoves } from './segment-moves.ts';

/** What one batch writes, as one D1 transaction. */
export interface Commit {
  site: SiteId;
  visitor: VisitorId;
  /** What was read: the transaction fails as a whole when it is no longer so. `n` null for a new visitor. */
  expected: { n: number | null; version: number; bundleVersion: number };
  result: StepResult;
  /** Bytes of the reply. */
  reply: string;
  /** Of the profile before; false for a new one. */
  wasIdentified: boolean;
  /** What the site's webhooks are told. */
  wanted: ReadonlySet<WebhookKind>;
}

/**
 * The statements of a commit. D1 cannot abort a transaction on a condition, so the guard is a NOT NULL column computed by a
 * sub-select: it is NULL, and everything rolls back, when the profile or the site's bundle has moved on.
 */
export function commitStatements(db: D1Database, commit: Commit): D1PreparedStatement[] {
  const { result } = commit;
  const first = commit.expected.n === null ? createProfile(db, commit) : updateProfile(db, commit);
  return [
    ...first,
    factsOf(db, commit),
    ...movesOf(db, commit),
    ...countMembers(db, commit.site, [...result.deltas, ...peopleOf(commit)]),
    ...newIdentities(db, commit),
    ...provenIdentities(db, commit),
    ...newOrders(db, commit),
    // Imagined people leave nothing behind when they are removed.
    ...(result.accepted.source === undefined ? countPromotions(db, commit.site, result.accepted.events) : []),
    ...toBeTold(db, commit),
  ];
}

function peopleOf({ expected, wasIdentified, result }: Commit): SizeDelta[] {
  return peopleDelta(expected.n === null ? null : { identified: wasIdentified }, result.membership);
}

function movesOf(db: D1Database, { site, visitor, expected, result }: Commit): D1PreparedStatement[] {
  const recorded = { at: result.accepted.receivedAt, cause: 'visit', moves: result.moves } as const;
  return recordMoves(db, { site, visitor, n: expected.n, recorded });
}

function factsOf(db: D1Database, { site, visitor, expected, result }: Commit): D1PreparedStatement {
  const { evaluated, identified } = result.membership;
  return writeFacts(db, { site, visitor, facts: { n: expected.n, evaluated, identified, row: result.factRow } });
}

function batchColumns({ result, reply }: Commit): [string, number, number, string, string] {
  const { stream, sequence, receivedAt } = result.accepted;
  return [stream, sequence, receivedAt, JSON.stringify(result.accepted), reply];
}

function updateProfile(db: D1Database, commit: Commit): D1PreparedStatement[] {
  const { expected, result } = commit;
  const { membership } = result;
  return [
    db
      .prepare(
        `INSERT INTO event_batches (n, stream, sequence, version, received_at, body, reply)
         VALUES (?1, ?2, ?3,
           (SELECT p.version + 1 FROM profiles p JOIN sites s ON s.id = p.site
            WHERE p.n = ?1 AND p.version = ?7 AND s.bundle_version = ?8),
           ?4, ?5, ?6)`,
      )
      .bind(expected.n, ...batchColumns(commit), expected.version, expected.bundleVersion),
    db
      .prepare(
        `UPDATE profiles SET version = version + 1, snapshot = ?2, members = ?3, evaluated = ?4, identified = ?5, warm = ?7,
           recheck_at = CASE WHEN ?6 IS NULL OR recheck_at <= ?6 THEN recheck_at ELSE ?6 END
         WHERE n = ?1`,
      )
      .bind(
        expected.n,
        result.text,
        JSON.stringify(membership.members),
        membership.evaluated,
        Number(membership.identified),
        result.recheckAt,
        membership.warm,
      ),
  ];
}

/** Two first batches of one visitor meet in the key of `visitors`: one of them rolls back and finds the profile. */
function createProfile(db: D1Database, commit: Commit): D1PreparedStatement[] {
  const { site, visitor, expected, result } = commit;
  const { membership } = result;
  return [
    db
      .prepare(
        `INSERT INTO profiles (site, version, snapshot, members, evaluated, identified, recheck_at, warm)
         VALUES (?1, (SELECT 1 FROM sites WHERE id = ?1 AND bundle_version = ?2), ?3, ?4, ?5, ?6, ?7, ?8)`,
      )
      .bind(
        site,
        expected.bundleVersion,
        result.text,
        JSON.stringify(membership.members),
        membership.evaluated,
        Number(membership.identified),
        result.recheckAt,
        membership.warm,
      ),
    db.prepare('INSERT INTO visitors (site, visitor, n) VALUES (?, ?, last_insert_rowid())').bind(site, visitor),
    db
      .prepare(
        `INSERT INTO event_batches (n, stream, sequence, version, received_at, body, reply)
         VALUES (last_insert_rowid(), ?, ?, 1, ?, ?, ?)`,
      )
      .bind(...batchColumns(commit)),
  ];
}

function newIdentities(db: D1Database, { site, visitor, result }: Commit): D1PreparedStatement[] {
  const { receivedAt, stream, sequence } = result.accepted;
  return result.snapshot.identities
    .filter(({ at }) => at[1] === stream && at[2] === sequence && at[0] <= receivedAt)
    .map(({ kind, value }) =>
      db
        .prepare(
          `INSERT INTO identities (site, kind, value, n)
           SELECT ?1, ?2, ?3, n FROM visitors WHERE site = ?1 AND visitor = ?4 ON CONFLICT DO NOTHING`,
        )
        .bind(site, kind, value, visitor),
    );
}

/** The index of proven ids refuses one that another profile has proven meanwhile. */
function provenIdentities(db: D1Database, { site, visitor, result }: Commit): D1PreparedStatement[] {
  return (result.accepted.proven ?? []).map(({ kind, value }) =>
    db
      .prepare(
        `INSERT INTO identities (site, kind, value, n, level)
         SELECT ?1, ?2, ?3, n, 'verified' FROM visitors WHERE site = ?1 AND visitor = ?4
         ON CONFLICT (site, kind, value, n) DO UPDATE SET level = 'verified'`,
      )
      .bind(site, kind, value, visitor),
  );
}

/** What a page says of an order never replaces what is known of it. */
function newOrders(db: D1Database, { site, visitor, result }: Commit): D1PreparedStatement[] {
  return orderRows(result.accepted).map(({ id, placedAt, body }) =>
    db
      .prepare(
        `INSERT INTO orders (site, id, n, placed_at, body)
         SELECT ?1, ?3, n, ?4, ?5 FROM visitors WHERE site = ?1 AND visitor = ?2 ON CONFLICT DO NOTHING`,
      )
      .bind(site, visitor, id, placedAt, body),
  );
}

/** What webhooks are to be told of; nothing is written for a site that has none. */
function toBeTold(
  db: D1Database,
  { site, visitor, expected, result, wasIdentified, wanted }: Commit,
): D1PreparedStatement[] {
  if (wanted.size === 0) return [];
  const rows = outboxRows(happeningsOf(result.accepted, { wasIdentified, after: result.snapshot }), wanted);
  if (rows.length === 0) return [];
  const statement = db
    .prepare(
      `INSERT INTO outbox (site, n, kind, at, body)
       SELECT ?1, ifnull(?2, (SELECT n FROM visitors WHERE site = ?1 AND visitor = ?3)), value ->> 0, value ->> 1, value ->> 2
       FROM json_each(?4)`,
    )
    .bind(site, expected.n, visitor, JSON.stringify(rows));
  return [statement];
}

/** Counters move by what profiles changed. */
export function countMembers(db: D1Database, site: SiteId, deltas: readonly SizeDelta[]): D1PreparedStatement[] {
  if (deltas.length === 0) return [];
  const changes = `SELECT ?1, value ->> 'ordinal', value ->> 'since', value ->> 'total', value ->> 'identified' FROM json_each(?2) WHERE true`;
  return [db.prepare(addedSizes(changes)).bind(site, JSON.stringify(deltas))];
}

/** SQL that adds to counters: `select` answers site, ordinal, since, and by how many the total and the identified change. */
export function addedSizes(select: string): string {
  return `INSERT INTO segment_sizes (site, ordinal, since, total, identified) ${select}
    ON CONFLICT DO UPDATE SET total = total + excluded.total, identified = identified + excluded.identified`;
}
