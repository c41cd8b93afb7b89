import { lookAgainAt, untilOf } from '../../shared/profile/earlier.ts';
import { parseSnapshot, type Snapshot } from '../../shared/profile/snapshot.ts';
import type { SiteId } from '../../shared/schema/names.ts';

export interface ProfileRow {
  n: number;
  site: string;
  version: number;
  snapshot: Snapshot;
  /** Ordinals of the stored segments it is in, as of bundle version `evaluated`. */
  members: number[];
  /** Ordinals of the static segments it is a member of. */
  lists: number[];
  evaluated: number;
  /** Bundle version up to which its series are complete. */
  warm: number;
  identified: boolean;
  /** Epoch ms: before it, time alone moves no membership (`untilOf`). */
  until: number;
}

interface Row {
  n: number;
  site: string;
  version: number;
  snapshot: string;
  members: string;
  lists: string;
  evaluated: number;
  warm: number;
  identified: number;
  recheckAt: number | null;
}

const columns = 'n, site, version, snapshot, members, lists, evaluated, warm, identified, recheck_at AS recheckAt';

/** Reads profiles for people and jobs; writing is the `ProfileStore`'s. */
export class Profiles {
  private readonly db: D1Database;

  constructor(db: D1Database) {
    this.db = db;
  }

  /** Newest first, those made before the profile `before`. */
  async page({ site, before, limit }: { site: SiteId; before?: number; limit: number }): Promise<ProfileRow[]> {
    const { results } = await this.db
      .prepare(`SELECT ${columns} FROM profiles WHERE site = ? AND n < ? ORDER BY n DESC LIMIT ?`)
      .bind(site, before ?? Number.MAX_SAFE_INTEGER, limit)
      .all<Row>();
    return results.map(fromRow);
  }

  /** Looks at this one again at a later time; until then time moves nothing of it, and a visit asks all of its segments. */
  async setAside(n: number, until: number): Promise<void> {
    await this.db.prepare('UPDATE profiles SET recheck_at = ? WHERE n = ?').bind(lookAgainAt(until), n).run();
  }

  /** One of this site, or null. */
  async read(site: SiteId, n: number): Promise<ProfileRow | null> {
    const row = await this.db
      .prepare(`SELECT ${columns} FROM profiles WHERE n = ? AND site = ?`)
      .bind(n, site)
      .first<Row>();
    return row && fromRow(row);
  }

  /** Those of these numbers that there are, ascending. */
  async many(numbers: readonly number[]): Promise<ProfileRow[]> {
    if (numbers.length === 0) return [];
    const { results } = await this.db
      .prepare(`SELECT ${columns} FROM profiles WHERE n IN (SELECT value FROM json_each(?)) ORDER BY n`)
      .bind(JSON.stringify(numbers))
      .all<Row>();
    return results.map(fromRow);
  }
}

function fromRow({ recheckAt, ...row }: Row): ProfileRow {
  return {
    ...row,
    snapshot: parseSnapshot(row.snapshot),
    members: JSON.parse(row.members) as number[],
    lists: JSON.parse(row.lists) as number[],
    identified: row.identified === 1,
    until: untilOf({ ...row, recheckAt }),
  };
}
