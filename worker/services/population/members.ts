import type { SiteId } from '../../../shared/schema/names.ts';
import type { Env } from '../../config.ts';
import { Population } from '../../stores/population.ts';
import type { ProfileRow } from '../../stores/profiles.ts';
import { matchProfiles, type PopulationQuestion } from './question.ts';

const rangeSize = 50_000;
const pageSize = 100;
const budgetMs = 1_000;

/** Who matches, newest first. `next` goes on from there, also when the time was up before the page was full; null at the end. */
export interface MembersPage {
  rows: ProfileRow[];
  next: number | null;
}

/** Some of those who match the one rule of a question: profiles made before `before`. */
export async function membersPage(
  env: Env,
  site: SiteId,
  { question, before, limit }: { question: PopulationQuestion; before: number | null; limit: number },
): Promise<MembersPage> {
  const startedAt = Date.now();
  const population = new Population(env.DB, site);
  const rows: ProfileRow[] = [];
  let place = before ?? (await population.lastNumber()) + 1;
  while (place > 1 && rows.length < limit && (rows.length === 0 || Date.now() - startedAt < budgetMs)) {
    const range = { after: Math.max(place - 1 - rangeSize, 0), upTo: place - 1, sampled: false };
    const candidates = await population.candidates(range, question.sql, pageSize);
    const isSure = new Map(candidates.map(({ n, sure }) => [n, sure]));
    const matched = await matchProfiles(env, question, [...isSure.keys()]);
    const found = matched
      .filter(({ row, answers }) => isSure.get(row.n) || answers[0])
      .map(({ row }) => row)
      .sort((a, b) => b.n - a.n);
    const taken = found.slice(0, limit - rows.length);
    rows.push(...taken);
    const isCut = taken.length < found.length;
    const last = isCut ? taken.at(-1)?.n : candidates.length === pageSize ? candidates.at(-1)?.n : undefined;
    place = last ?? range.after + 1;
    if (Date.now() - startedAt >= budgetMs) break;
  }
  return { rows, next: place > 1 ? place : null };
}
