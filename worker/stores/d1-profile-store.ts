import { untilOf } from '../../shared/profile/earlier.ts';
import { parseSnapshot } from '../../shared/profile/snapshot.ts';
import { type IncomingBatch, type StepResult, type StoredProfile, step } from '../../shared/profile/step.ts';
import { coldMeasures } from '../../shared/profile/warming.ts';
import type { LinkedBundle } from '../../shared/rules/link.ts';
import type { SiteId, VisitorId } from '../../shared/schema/names.ts';
import type { Bundles } from './bundles.ts';
import { commitStatements } from './commit.ts';
import { warmAtOnce } from './histories.ts';
import { wantedKinds } from './outbox.ts';
import { type Applied, ContentionError, ErasedError, IdentityTakenError, type ProfileStore } from './profile-store.ts';

/** With the waits below, sixteen writers on one visitor needed far fewer. */
const maxTries = 40;
const longestWaitMs = 128;

interface LoadedRow {
  bundle_version: number;
  /** JSON. */
  webhook_kinds: string;
  n: number | null;
  version: number | null;
  snapshot: string | null;
  members: string | null;
  lists: string | null;
  evaluated: number | null;
  warm: number | null;
  identified: number | null;
  recheck_at: number | null;
  reply: string | null;
  received_at: number | null;
  /** 1 for a visitor who was erased. */
  erased: number | null;
}

/** Profiles in D1: read, step, compare-and-set, all or nothing. */
export class D1ProfileStore implements ProfileStore {
  private readonly db: D1Database;
  private readonly bundles: Bundles;

  constructor(db: D1Database, bundles: Bundles) {
    this.db = db;
    this.bundles = bundles;
  }

  async apply(site: SiteId, visitor: VisitorId, batch: IncomingBatch & { now: number }): Promise<Applied> {
    for (let attempt = 0; attempt < maxTries; attempt += 1) {
      if (attempt > 0) await scheduler.wait(Math.random() * Math.min(2 ** attempt, longestWaitMs));
      const row = await this.load(site, visitor, batch);
      if (row.erased) throw new ErasedError(visitor);
      if (row.reply !== null) return { reply: row.reply, committedAt: row.received_at as number };
      const linked = await this.bundles.read(site, row.bundle_version);
      const stored = row.n === null ? null : await this.stored(row, linked);
      const result = step(stored, batch, { linked, now: batch.now });
      const reply = JSON.stringify(result.reply);
      // Nobody is made a profile for saying nothing that may be kept.
      if (!stored && result.accepted.events.length === 0)
        return { reply, committedAt: batch.now, refused: result.refused };
      if (await this.commit({ site, visitor, row, result, reply })) {
        const taken = { events: result.accepted.events, bundle: linked.bundle };
        return { reply, committedAt: batch.now, refused: result.refused, taken };
      }
    }
    throw new ContentionError(`${maxTries} tries`);
  }

  private async load(site: SiteId, visitor: VisitorId, batch: IncomingBatch): Promise<LoadedRow> {
    const row = await this.db
      .prepare(
        `SELECT s.bundle_version, s.webhook_kinds, p.n, p.version, p.snapshot, p.members, p.lists, p.evaluated, p.warm, p.identified, p.recheck_at, b.reply, b.received_at,
           CASE WHEN v.n IS NULL THEN EXISTS (SELECT 1 FROM tombstones WHERE site = ?1 AND visitor = ?2) END AS erased
         FROM sites s
         LEFT JOIN visitors v ON v.site = s.id AND v.visitor = ?2
         LEFT JOIN profiles p ON p.n = v.n
         LEFT JOIN event_batches b ON b.n = p.n AND b.stream = ?3 AND b.sequence = ?4
         WHERE s.id = ?1`,
      )
      .bind(site, visitor, batch.stream, batch.sequence)
      .first<LoadedRow>();
    if (!row) throw new Error(`no site ${site}`);
    return row;
  }

  /** The stored profile, warm for the bundle where its history is short. */
  private async stored(row: LoadedRow, linked: LinkedBundle): Promise<StoredProfile> {
    const text = row.snapshot as string;
    const known = row.warm as number;
    const isCold = coldMeasures(linked.bundle.measures, known).length > 0;
    const { snapshot, warm } = isCold
      ? await this.warmed({ n: row.n as number, text, warm: known }, linked)
      : { snapshot: text, warm: known };
    const members = JSON.parse(row.members as string) as number[];
    const lists = JSON.parse(row.lists as string) as number[];
    const evaluated = row.evaluated as number;
    const until = untilOf({ evaluated, warm: known, recheckAt: row.recheck_at });
    return { snapshot, membership: { members, evaluated, warm, identified: row.identified === 1 }, lists, until };
  }

  private async warmed({ n, text, warm }: { n: number; text: string; warm: number }, { bundle }: LinkedBundle) {
    const profile = { n, snapshot: parseSnapshot(text), warm };
    await warmAtOnce(this.db, [profile], bundle);
    return { snapshot: profile.warm === warm ? text : JSON.stringify(profile.snapshot), warm: profile.warm };
  }

  /** False when somebody else wrote first, or the site published meanwhile. */
  private async commit(what: {
    site: SiteId;
    visitor: VisitorId;
    row: LoadedRow;
    result: StepResult;
    reply: string;
  }): Promise<boolean> {
    const { row, ...rest } = what;
    const expected = { n: row.n, version: row.version ?? 0, bundleVersion: row.bundle_version };
    const heard = { wasIdentified: row.identified === 1, wanted: wantedKinds(row.webhook_kinds) };
    try {
      await this.db.batch(commitStatements(this.db, { ...rest, expected, ...heard }));
      return true;
    } catch (error) {
      if (lostTheRace(error)) return false;
      // Somebody else has proven an id of the batch meanwhile: whose it is has to be asked again.
      if (/UNIQUE constraint failed: identities\./.test(String(error))) throw new IdentityTakenError(String(error));
      throw error;
    }
  }
}

/** The guard of the first statement, or a key that another writer took. */
function lostTheRace(error: unknown): boolean {
  return /NOT NULL constraint failed: (event_batches|profiles)\.version|UNIQUE constraint failed: (visitors\.site|event_batches\.n),/.test(
    String(error),
  );
}
