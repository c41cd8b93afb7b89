import { CodePool } from '../../shared/schema/code-pool.ts';
import type { SiteId } from '../../shared/schema/names.ts';

export interface StoredPool extends CodePool {
  id: string;
  createdAt: number;
}

/** A code with its pool, and whose it is. */
export interface StoredCode {
  code: string;
  pool: StoredPool;
  /** The profile it was given to. */
  n: number | null;
  redeemed: number;
}

/** Codes of one site. */
export class Codes {
  private readonly db: D1Database;
  private readonly site: SiteId;

  constructor(db: D1Database, site: SiteId) {
    this.db = db;
    this.site = site;
  }

  /** Makes a pool or changes it. */
  async putPool(id: string, pool: CodePool, now: number): Promise<void> {
    await this.db
      .prepare(
        `INSERT INTO code_pools (site, id, settings, created_at) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET settings = excluded.settings`,
      )
      .bind(this.site, id, JSON.stringify(pool), now)
      .run();
  }

  /** With how many codes they have, and how many of those are given to nobody. */
  async pools(): Promise<{ pool: StoredPool; codes: number; free: number }[]> {
    const { results } = await this.db
      .prepare(
        `SELECT p.id, p.settings, p.created_at, count(c.code) AS codes, ifnull(sum(c.code IS NOT NULL AND c.n IS NULL), 0) AS free
         FROM code_pools p LEFT JOIN codes c ON c.site = p.site AND c.pool = p.id WHERE p.site = ? GROUP BY p.id ORDER BY p.created_at, p.id`,
      )
      .bind(this.site)
      .all<PoolRow & { codes: number; free: number }>();
    return results.map(({ codes, free, ...row }) => ({ pool: poolOf(row), codes, free }));
  }

  /** Adds codes to a pool; answers how many were new. Null when there is no such pool. */
  async add(pool: string, codes: readonly string[]): Promise<number | null> {
    const [found, added] = await this.db.batch<{ id: string }>([
      this.db.prepare('SELECT id FROM code_pools WHERE site = ? AND id = ?').bind(this.site, pool),
      this.db
        .prepare(
          `INSERT OR IGNORE INTO codes (site, code, pool)
           SELECT p.site, j.value, p.id FROM code_pools p JOIN json_each(?3) j WHERE p.site = ?1 AND p.id = ?2`,
        )
        .bind(this.site, pool, JSON.stringify(codes)),
    ]);
    return found?.results.length ? (added?.meta.changes ?? 0) : null;
  }

  async get(code: string): Promise<StoredCode | null> {
    const row = await this.db
      .prepare(
        `SELECT c.code, c.n, c.redeemed, p.id, p.settings, p.created_at FROM codes c
         JOIN code_pools p ON p.site = c.site AND p.id = c.pool WHERE c.site = ? AND c.code = ?`,
      )
      .bind(this.site, code)
      .first<PoolRow & { code: string; n: number | null; redeemed: number }>();
    return row && { code: row.code, n: row.n, redeemed: row.redeemed, pool: poolOf(row) };
  }

  /** The code of a pool that somebody has, or a free one given to them now; null when none is left. */
  async give(pool: string, n: number, now: number): Promise<string | null> {
    const own = 'SELECT code FROM codes WHERE n = ?3 AND site = ?1 AND pool = ?2 ORDER BY code LIMIT 1';
    const [, had] = await this.db.batch<{ code: string }>([
      this.db
        .prepare(
          `UPDATE codes SET n = ?3, given_at = ?4 WHERE site = ?1 AND NOT EXISTS (${own})
             AND code = (SELECT code FROM codes WHERE site = ?1 AND pool = ?2 AND n IS NULL LIMIT 1)`,
        )
        .bind(this.site, pool, n, now),
      this.db.prepare(own).bind(this.site, pool, n),
    ]);
    return had?.results[0]?.code ?? null;
  }

  /** How often somebody used codes of a pool. */
  async redeemedBy(pool: string, n: number): Promise<number> {
    return (
      (await this.db
        .prepare(
          `SELECT count(*) AS times FROM redemptions r JOIN codes c ON c.site = r.site AND c.code = r.code
           WHERE r.n = ? AND r.site = ? AND c.pool = ?`,
        )
        .bind(n, this.site, pool)
        .first<number>('times')) ?? 0
    );
  }

  /** Was the code used for this order? */
  async wasRedeemed(code: string, order: string): Promise<boolean> {
    const row = await this.db
      .prepare('SELECT 1 FROM redemptions WHERE site = ? AND code = ? AND order_id = ?')
      .bind(this.site, code, order)
      .first();
    return row !== null;
  }

  /** Uses a code, in one transaction that looks at its limits once more. False when one of them was met meanwhile. */
  async redeem(
    { code, pool }: StoredCode,
    { n, order, now }: { n: number; order: string; now: number },
  ): Promise<boolean> {
    try {
      await this.db.batch([
        this.db
          .prepare(
            `INSERT INTO redemptions (site, code, order_id, n, at, allowed)
             SELECT ?1, ?2, ?3, ?4, ?5, CASE WHEN
               (?6 IS NULL OR (SELECT redeemed FROM codes WHERE site = ?1 AND code = ?2) < ?6) AND
               (?7 IS NULL OR (SELECT count(*) FROM redemptions r JOIN codes c ON c.site = r.site AND c.code = r.code
                  WHERE r.n = ?4 AND r.site = ?1 AND c.pool = ?8) < ?7) THEN 1 END`,
          )
          .bind(this.site, code, order, n, now, pool.perCode ?? null, pool.perCustomer ?? null, pool.id),
        this.db.prepare('UPDATE codes SET redeemed = redeemed + 1 WHERE site = ? AND code = ?').bind(this.site, code),
      ]);
      return true;
    } catch (error) {
      if (/NOT NULL constraint failed: redemptions\.allowed|UNIQUE constraint failed: redemptions/.test(String(error)))
        return false;
      throw error;
    }
  }
}

interface PoolRow {
  id: string;
  settings: string;
  created_at: number;
}

function poolOf({ id, settings, created_at: createdAt }: PoolRow): StoredPool {
  return { ...CodePool.parse(JSON.parse(settings)), id, createdAt };
}
