import type { Bounds } from '../../shared/rules/sql/bounds.ts';
import { isExact } from '../../shared/rules/sql/bounds.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import { numberHash } from './profile-facts.ts';

/** Profiles by number, `after < n ≤ upTo`; only those of the sample, if asked. */
export interface ProfileRange {
  after: number;
  upTo: number;
  sampled: boolean;
}

/** Programs as SQL, with what binds their texts, and the bundle version that rows need to be at. */
export interface SqlQuestion {
  programs: readonly Bounds[];
  /** JSON, bound as the first parameter. */
  texts: string;
  since: number;
}

/** How many match one program. */
export interface Count {
  total: number;
  identified: number;
}

/** What SQL counted of a range: `open` profiles are in none of the counts, only `match` can tell. */
export interface RangeCounts {
  profiles: number;
  open: number;
  counts: Count[];
  /** Rows that D1 read. */
  rowsRead: number;
}

/** Asks `profile_facts`, one short statement a range, so that visits are never kept waiting. */
export class Population {
  private readonly db: D1Database;
  private readonly site: SiteId;

  constructor(db: D1Database, site: SiteId) {
    this.db = db;
    this.site = site;
  }

  /** The highest number a profile of any site has; 0 when there is none. */
  async lastNumber(): Promise<number> {
    return (await this.db.prepare('SELECT max(n) AS last FROM profile_facts').first<number | null>('last')) ?? 0;
  }

  async count(range: ProfileRange, { programs, texts, since }: SqlQuestion): Promise<RangeCounts> {
    const sums = programs.flatMap((_, index) => [
      `ifnull(sum(sure AND p${index}), 0) AS t${index}`,
      `ifnull(sum(sure AND p${index} AND identified), 0) AS i${index}`,
    ]);
    const columns = programs.map(({ lower }, index) => `, (${lower}) AS p${index}`).join('');
    const { results, meta } = await this.db
      .prepare(
        `SELECT count(*) AS profiles, count(*) - ifnull(sum(sure), 0) AS open, ${sums.join()}
         FROM (SELECT identified, (${sure(programs)}) AS sure ${columns} FROM ${source(range)} ${eachOnce})`,
      )
      .bind(texts, this.site, range.after, range.upTo, since)
      .all<Record<string, number>>();
    const row = results[0] as Record<string, number>;
    return {
      profiles: row.profiles as number,
      open: row.open as number,
      counts: programs.map((_, index) => ({
        total: row[`t${index}`] as number,
        identified: row[`i${index}`] as number,
      })),
      rowsRead: meta.rows_read,
    };
  }

  /** Numbers of those that only `match` can tell: ascending, or of the sample in an order that favours nobody. */
  async open(range: ProfileRange, { programs, texts, since }: SqlQuestion, limit: number): Promise<number[]> {
    const { results } = await this.db
      .prepare(
        `SELECT n FROM ${source(range)} AND NOT (${sure(programs)}) ORDER BY ${range.sampled ? numberHash : 'n'} LIMIT ?6`,
      )
      .bind(texts, this.site, range.after, range.upTo, since, limit)
      .all<{ n: number }>();
    return results.map(({ n }) => n);
  }

  /** Those that match the one program or may, newest first; `sure`: SQL alone says so. */
  async candidates(
    range: ProfileRange,
    { programs: [program], texts, since }: SqlQuestion,
    limit: number,
  ): Promise<{ n: number; sure: boolean }[]> {
    const { lower, upper } = program as Bounds;
    const { results } = await this.db
      .prepare(
        `SELECT n, (${usable} AND ${lower}) AS sure FROM ${source(range)}
         AND (NOT (${usable}) OR ${upper}) ORDER BY n DESC LIMIT ?6`,
      )
      .bind(texts, this.site, range.after, range.upTo, since, limit)
      .all<{ n: number; sure: number }>();
    return results.map(({ n, sure }) => ({ n, sure: sure === 1 }));
  }
}

/** The columns say all there is, in a layout that has all that are asked. */
export const usable = 'plain = 1 AND evaluated >= ?5';

/** Rows of a range. Binds the site as the second parameter, the range as the next two. */
export function source({ sampled }: Pick<ProfileRange, 'sampled'>): string {
  return `profile_facts WHERE site = ?2 AND n > ?3 AND n <= ?4 ${sampled ? 'AND sampled = 1' : ''}`;
}

/** Keeps SQLite from writing out the sub-select, and with it every condition, once for each sum. */
const eachOnce = 'LIMIT -1';

/** Where the bounds of every program meet. */
function sure(programs: readonly Bounds[]): string {
  const open = programs.filter((program) => !isExact(program));
  return [usable, ...open.map(({ lower, upper }) => `(${lower}) = (${upper})`)].join(' AND ');
}
