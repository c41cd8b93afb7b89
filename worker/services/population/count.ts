import type { SiteId } from '../../../shared/schema/names.ts';
import type { Env } from '../../config.ts';
import { type Count, Population, type ProfileRange } from '../../stores/population.ts';
import { sampleEvery } from '../../stores/profile-facts.ts';
import { matchProfiles, type PopulationQuestion } from './question.ts';

/** Numbers of one statement: well under 50 ms of D1's time. */
const rangeSize = 50_000;

/** Profiles read at once where SQL cannot tell. */
const pageSize = 100;

/** How long one call counts; the next goes on after it. */
const budgetMs = 500;

/** A part of a count: sum up `counts` over all of them. */
export interface CountedPart {
  /** One for each program. */
  counts: Count[];
  /** Profiles looked at, and how many of them by reading them whole. */
  profiles: number;
  read: number;
  /** For how many the first program's answer, yes or no, rests on behaviour that is only known to the hour. */
  approximate: number;
  /** Statements over the columns, and the rows that D1 read for them. */
  statements: number;
  rowsRead: number;
  /** Where the next part begins; null when this was the last. */
  next: number | null;
  /** How far it is, 0 to 1. */
  fraction: number;
}

/** Counts who matches, from profile `after` on, as far as half a second goes. */
export async function countPart(
  env: Env,
  site: SiteId,
  { question, after }: { question: PopulationQuestion; after: number },
): Promise<CountedPart> {
  const startedAt = Date.now();
  const population = new Population(env.DB, site);
  const last = await population.lastNumber();
  const part: CountedPart = {
    counts: question.programs.map(() => ({ total: 0, identified: 0 })),
    profiles: 0,
    read: 0,
    approximate: 0,
    statements: 0,
    rowsRead: 0,
    next: after,
    fraction: 1,
  };
  let place = after;
  while (place < last && (place === after || Date.now() - startedAt < budgetMs)) {
    const range = { after: place, upTo: Math.min(place + rangeSize, last), sampled: false };
    place = await countRange(env, { population, question, range, part, until: startedAt + budgetMs });
  }
  part.next = place < last ? place : null;
  part.fraction = last === 0 ? 1 : Math.min(place / last, 1);
  return part;
}

/** Adds a range to the part; answers how far it came: profiles that have to be read may take longer than there is time. */
async function countRange(
  env: Env,
  what: {
    population: Population;
    question: PopulationQuestion;
    range: ProfileRange;
    part: CountedPart;
    until: number;
  },
): Promise<number> {
  const { population, question, part, until } = what;
  let { range } = what;
  const ask = async () => {
    const answered = await population.count(range, question.sql);
    part.statements += 1;
    part.rowsRead += answered.rowsRead;
    return answered;
  };
  let counted = await ask();
  if (counted.open > 0) {
    let place = range.after;
    while (place < range.upTo) {
      const numbers = await population.open({ ...range, after: place }, question.sql, pageSize);
      await countByMatch(env, { question, numbers, part });
      place = numbers.length < pageSize ? range.upTo : (numbers.at(-1) as number);
      if (place < range.upTo && Date.now() > until) break;
    }
    if (place < range.upTo) {
      range = { ...range, upTo: place };
      counted = await ask();
    }
  }
  part.profiles += counted.profiles;
  for (const [index, count] of counted.counts.entries()) add(part.counts[index], count);
  return range.upTo;
}

async function countByMatch(
  env: Env,
  { question, numbers, part }: { question: PopulationQuestion; numbers: readonly number[]; part: CountedPart },
): Promise<void> {
  if (numbers.length === 0) return;
  part.read += numbers.length;
  for (const { row, answers, approximate } of await matchProfiles(env, question, numbers)) {
    part.approximate += Number(approximate[0] ?? false);
    for (const [index, holds] of answers.entries()) {
      if (holds) add(part.counts[index], { total: 1, identified: Number(row.identified) });
    }
  }
}

function add(to: Count | undefined, { total, identified }: Count): void {
  if (!to) return;
  to.total += total;
  to.identified += identified;
}

/** A number from the sample; the true one lies within `margin` of it 95 times in 100. */
export interface Estimate {
  total: number;
  margin: number;
  /** Profiles of the sample that were asked. */
  sample: number;
}

/** Profiles of the sample that are read whole at most, where SQL cannot tell. */
const maxRead = 400;

/** Estimates the first program from the stable sample of one in `sampleEvery`. */
export async function estimate(
  env: Env,
  site: SiteId,
  { question }: { question: PopulationQuestion },
): Promise<Estimate> {
  const population = new Population(env.DB, site);
  const everybody = { after: 0, upTo: Number.MAX_SAFE_INTEGER, sampled: true };
  const { profiles, open, counts } = await population.count(everybody, question.sql);
  const numbers = open === 0 ? [] : await population.open(everybody, question.sql, maxRead);
  const matched = await matchProfiles(env, question, numbers);
  const found = matched.filter(({ answers }) => answers[0]).length;
  // Of the open ones only some were read: those stand for all of them.
  const share = numbers.length === 0 ? 0 : open / numbers.length;
  const inSample = (counts[0]?.total ?? 0) + found * share;
  // Each profile is in the sample with the same chance, so the number found is binomial; none found still leaves three.
  const deviation = Math.sqrt(((counts[0]?.total ?? 0) + found * share ** 2) * (1 - 1 / sampleEvery));
  const margin = inSample === 0 ? 3 : 1.96 * Math.max(deviation, 1);
  return {
    total: Math.round(inSample * sampleEvery),
    margin: Math.ceil(margin * sampleEvery),
    sample: profiles - open + numbers.length,
  };
}
