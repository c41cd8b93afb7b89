import { type Explanation, explain } from '../../../shared/rules/explain.ts';
import type { Rule } from '../../../shared/rules/rule.ts';
import type { SiteId } from '../../../shared/schema/names.ts';
import type { Env } from '../../config.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { populationQuestion, profilesWithFacts } from '../population/question.ts';

/** Why a rule matches a profile of the site now, or not, by what is stored. Throws `invalid-definition`, `conflict` before the first publish, `not-found`. */
export async function explainPerson(
  env: Env,
  site: SiteId,
  { n, rule, now }: { n: number; rule: Rule; now: number },
): Promise<Explanation> {
  const question = await populationQuestion(env, site, { rules: [rule], now });
  const [found] = await profilesWithFacts(env, question, [n]);
  if (!found) throw new ProblemError('not-found', 'this site has no such profile');
  return explain(rule, { vocabulary: question.vocabulary, facts: found.facts, now });
}
