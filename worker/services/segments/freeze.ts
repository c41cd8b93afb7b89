import type { SiteId } from '../../../shared/schema/names.ts';
import { isStatic, maxListMembers, type Segment } from '../../../shared/schema/segment.ts';
import type { Env } from '../../config.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { Population } from '../../stores/population.ts';
import { countPart } from '../population/count.ts';
import { matchProfiles, type PopulationQuestion, populationQuestion } from '../population/question.ts';
import { createStatic, refuseTooMany } from './static.ts';

const rangeSize = 50_000;
const candidatesPerRead = 5_000;
/** Profiles read whole at once, where SQL cannot tell. */
const readAtOnce = 100;

/**
 * Freezes who matches a dynamic segment, as it is saved, at one moment into a snapshot. Counted first, so that too many are refused
 * with their number. Throws `live-segment`, `frozen`, `too-many-members`, `same-members`.
 */
export async function freeze(
  env: Env,
  site: SiteId,
  { segment, name, now }: { segment: Segment; name: string; now: number },
): Promise<{ id: string; total: number }> {
  if (isStatic(segment)) throw new ProblemError('frozen', `“${segment.name}” is static already`);
  const question = await populationQuestion(env, site, { rules: [segment.rule], now });
  if (question.live) {
    const detail = `“${segment.name}” asks what only an open page knows, so nobody is in it while no page is open`;
    throw new ProblemError('live-segment', detail);
  }
  refuseTooMany(await countAll(env, site, question));
  const members = await matchingNumbers(env, site, question);
  refuseTooMany(members.length);
  return createStatic(env.DB, site, { name, kind: 'snapshot', members, now });
}

async function countAll(env: Env, site: SiteId, question: PopulationQuestion): Promise<number> {
  let total = 0;
  let after: number | null = 0;
  while (after !== null) {
    const part = await countPart(env, site, { question, after });
    total += part.counts[0]?.total ?? 0;
    after = part.next;
  }
  return total;
}

/** Numbers of all who match the one rule, newest first; a few more than a static segment holds at most. */
async function matchingNumbers(env: Env, site: SiteId, question: PopulationQuestion): Promise<number[]> {
  const population = new Population(env.DB, site);
  const numbers: number[] = [];
  let place = (await population.lastNumber()) + 1;
  while (place > 1 && numbers.length <= maxListMembers) {
    const range = { after: Math.max(place - 1 - rangeSize, 0), upTo: place - 1, sampled: false };
    const candidates = await population.candidates(range, question.sql, candidatesPerRead);
    numbers.push(...candidates.filter(({ sure }) => sure).map(({ n }) => n));
    const open = candidates.filter(({ sure }) => !sure).map(({ n }) => n);
    for (let index = 0; index < open.length; index += readAtOnce) {
      const matched = await matchProfiles(env, question, open.slice(index, index + readAtOnce));
      numbers.push(...matched.filter(({ answers }) => answers[0]).map(({ row }) => row.n));
    }
    const last = candidates.length === candidatesPerRead ? candidates.at(-1)?.n : undefined;
    place = last ?? range.after + 1;
  }
  return numbers;
}
