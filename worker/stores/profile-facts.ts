import type { FactRow } from '../../shared/profile/fact-row.ts';
import type { SiteId, VisitorId } from '../../shared/schema/names.ts';

/** One of so many profiles is in the sample that estimates are made of; which ones never changes. */
export const sampleEvery = 64;

/** Knuth's multiplicative hash of a profile's number, which has to be an INTEGER: D1 binds numbers as REAL. Spread evenly. */
export const numberHash = '(n * 2654435761) % 4294967296';

/** The same in the migration. */
const isSampled = `${numberHash} < ${4_294_967_296 / sampleEvery}`;

/** What `profile_facts` keeps of one profile; `n` null for one that this transaction makes. */
export interface WrittenFacts {
  n: number | null;
  /** Bundle version whose layout `row` follows. */
  evaluated: number;
  identified: boolean;
  row: FactRow;
}

/** The statement that writes the facts of a profile beside it, in the same transaction. */
export function writeFacts(
  db: D1Database,
  { site, visitor, facts }: { site: SiteId; visitor?: VisitorId; facts: WrittenFacts },
): D1PreparedStatement {
  const { n, evaluated, identified, row } = facts;
  const values = [evaluated, Number(row.plain), Number(row.personal), Number(identified), row.hash, ...row.values];
  return db
    .prepare(
      keptFacts(
        row.values.length,
        `SELECT ifnull(CAST(?4 AS INTEGER), (SELECT n FROM visitors WHERE site = ?1 AND visitor = ?2)), ?1,
           ${values.map((_, index) => `?3 ->> ${index}`).join()}`,
      ),
    )
    .bind(site, visitor ?? null, JSON.stringify(values), n);
}

/**
 * SQL that keeps rows of facts with the first `columns` columns: `select` answers number, site, bundle version, whether plain, whether
 * personal, whether identified, hash and the columns.
 */
export function keptFacts(columns: number, select: string): string {
  const kept = [
    'evaluated',
    'plain',
    'personal',
    'identified',
    'hash',
    ...Array.from({ length: columns }, (_, slot) => `c${slot}`),
  ];
  const named = ['n', 'site', ...kept].join();
  return `INSERT INTO profile_facts (${named}, sampled)
    SELECT *, ${isSampled} FROM (WITH f (${named}) AS (${select}) SELECT * FROM f) WHERE true
    ON CONFLICT (n) DO UPDATE SET ${kept.map((name) => `${name} = excluded.${name}`).join()}`;
}
