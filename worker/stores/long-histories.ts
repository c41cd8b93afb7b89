import type { AcceptedBatch } from '../../shared/profile/accepted-batch.ts';
import {
  type BatchRange,
  coldMeasures,
  finish,
  missing,
  newWarming,
  pass,
  takeIn,
  type Warming,
} from '../../shared/profile/warming.ts';
import type { Bundle } from '../../shared/schema/bundle.ts';
import type { WarmedProfile } from './histories.ts';

/** At most so much of a history is read at once, in characters of JSON and in batches. */
const maxPageLength = 1_000_000;
const maxPageBatches = 256;
const maxPageRanges = 64;

/**
 * Takes the next page of a profile's history into a warming, in place. False when there is none: the series are complete then, and the
 * profile has them. Throws when a batch cannot be read.
 */
export async function warmOn(
  db: D1Database,
  profile: WarmedProfile,
  { warming, bundle }: { warming: Warming; bundle: Bundle },
): Promise<boolean> {
  const measures = coldMeasures(bundle.measures, profile.warm);
  const left = missing(profile.snapshot, warming);
  if (left.length === 0) {
    finish(profile.snapshot, warming, measures);
    profile.warm = bundle.version;
    return false;
  }
  const { batches, behind } = await historyPage(db, profile.n, left);
  const { currency, exchangeRates: rates = [] } = bundle.site;
  for (const batch of batches) takeIn(warming, batch, { measures, currency, rates });
  pass(warming, behind);
  return true;
}

/** Completes the series of a profile for a bundle however long its history is, in place; for questions that may take their time. */
export async function warmThrough(db: D1Database, profile: WarmedProfile, bundle: Bundle): Promise<void> {
  const warming = newWarming({ version: bundle.version, warm: profile.warm });
  while (await warmOn(db, profile, { warming, bundle }));
}

/** A page of a history, and the ranges of batches that are behind it: what is not in `batches` of them is not kept any more. */
interface HistoryPage {
  batches: AcceptedBatch[];
  behind: BatchRange[];
}

/** The next batches of a profile among `ranges`, which ascend, at most 1 MB of them. Throws when one cannot be read. */
async function historyPage(db: D1Database, n: number, ranges: readonly BatchRange[]): Promise<HistoryPage> {
  const asked = ranges.slice(0, maxPageRanges);
  const inRanges = `json_each(?2) r CROSS JOIN event_batches b
    ON b.n = ?1 AND b.stream = r.value ->> 0 AND b.sequence BETWEEN r.value ->> 1 AND r.value ->> 2`;
  const { results } = await db
    .prepare(
      `SELECT b.stream, b.sequence, b.body
       FROM (SELECT stream, sequence,
               sum(length) OVER (ORDER BY stream, sequence ROWS UNBOUNDED PRECEDING) - length AS length_before
             FROM (SELECT b.stream, b.sequence, octet_length(b.body) AS length
                   FROM ${inRanges} ORDER BY b.stream, b.sequence LIMIT ${maxPageBatches})) d
       CROSS JOIN event_batches b ON b.n = ?1 AND b.stream = d.stream AND b.sequence = d.sequence
       WHERE d.length_before < ${maxPageLength} ORDER BY b.stream, b.sequence`,
    )
    .bind(n, JSON.stringify(asked))
    .all<{ stream: string; sequence: number; body: string }>();
  const batches = results.map(({ body }) => JSON.parse(body) as AcceptedBatch);
  const last = results.at(-1);
  return { batches, behind: last ? upTo(asked, last) : [...asked] };
}

function upTo(ranges: readonly BatchRange[], last: { stream: string; sequence: number }): BatchRange[] {
  return ranges.flatMap(([stream, from, to]): BatchRange[] => {
    if (stream < last.stream || (stream === last.stream && to <= last.sequence)) return [[stream, from, to]];
    return stream === last.stream && from <= last.sequence ? [[stream, from, last.sequence]] : [];
  });
}
