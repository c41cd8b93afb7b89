import type { AcceptedBatch } from '../../shared/profile/accepted-batch.ts';
import type { Snapshot } from '../../shared/profile/snapshot.ts';
import { coldMeasures, warm } from '../../shared/profile/warming.ts';
import type { Bundle } from '../../shared/schema/bundle.ts';

/** What a visit counts at once, in batches and in characters of JSON; more is for the job. */
const maxShortBatches = 64;
const maxShortLength = 262_144;

/** At most so much of any history is read at once. */
const maxGroupLength = 1_000_000;

/** A profile whose series may be incomplete: up to which bundle version they are not. */
export interface WarmedProfile {
  n: number;
  snapshot: Snapshot;
  warm: number;
}

/**
 * Completes the series of profiles for a bundle from their histories, in place, where those are short. One with a long history, or one
 * that cannot be read, stays as it is.
 */
export async function warmAtOnce(
  db: D1Database,
  profiles: readonly WarmedProfile[],
  { version, measures, site }: Bundle,
): Promise<void> {
  const cold = profiles.filter((profile) => {
    if (coldMeasures(measures, profile.warm).length > 0) return true;
    profile.warm = Math.max(profile.warm, version);
    return false;
  });
  const byNumber = new Map(cold.map((profile) => [profile.n, profile]));
  const { currency, exchangeRates: rates = [] } = site;
  for (const numbers of await shortHistories(db, [...byNumber.keys()])) {
    for (const [n, bodies] of await readHistories(db, numbers)) {
      const profile = byNumber.get(n) as WarmedProfile;
      const history = parsed(n, bodies);
      if (!history) continue;
      warm(profile.snapshot, history, { measures: coldMeasures(measures, profile.warm), currency, rates });
      profile.warm = version;
    }
  }
}

/** Numbers of those whose histories are short, in groups that may be read at once. */
async function shortHistories(db: D1Database, numbers: readonly number[]): Promise<number[][]> {
  if (numbers.length === 0) return [];
  const { results } = await db
    .prepare(
      `SELECT p.value AS n, (SELECT count(*) FROM ${firstBatches}) AS batches,
         (SELECT ifnull(sum(length), 0) FROM ${firstBatches}) AS length
       FROM json_each(?) p`,
    )
    .bind(JSON.stringify(numbers))
    .all<{ n: number; batches: number; length: number }>();
  const groups: number[][] = [];
  let room = 0;
  for (const { n, batches, length } of results) {
    if (batches > maxShortBatches || length > maxShortLength) continue;
    if (length > room || groups.length === 0) {
      groups.push([]);
      room = maxGroupLength;
    }
    groups.at(-1)?.push(n);
    room -= length;
  }
  return groups;
}

/** Enough of them to know whether a history is short; no body is read for that. */
const firstBatches = `(SELECT octet_length(body) AS length FROM event_batches WHERE n = p.value LIMIT ${maxShortBatches + 1})`;

async function readHistories(db: D1Database, numbers: readonly number[]): Promise<Map<number, string[]>> {
  const { results } = await db
    .prepare('SELECT n, body FROM event_batches WHERE n IN (SELECT value FROM json_each(?))')
    .bind(JSON.stringify(numbers))
    .all<{ n: number; body: string }>();
  const histories = new Map<number, string[]>(numbers.map((n) => [n, []]));
  for (const { n, body } of results) histories.get(n)?.push(body);
  return histories;
}

function parsed(n: number, bodies: readonly string[]): AcceptedBatch[] | null {
  try {
    return bodies.map((body) => JSON.parse(body) as AcceptedBatch);
  } catch (error) {
    console.error('the history of profile', n, 'cannot be read', error);
    return null;
  }
}
