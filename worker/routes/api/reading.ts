import type { Site } from '../../../shared/schema/site.ts';
import type { Env } from '../../config.ts';
import { ProblemError } from '../../middleware/problem.ts';
import type { Reading } from '../../services/people/statements.ts';
import { vocabularyOf } from '../../services/vocabulary.ts';
import type { ApiToken } from '../../stores/api-tokens.ts';
import { Definitions } from '../../stores/definitions.ts';
import { readSite } from '../../stores/sites.ts';

/** What is needed to read statements about people of the token's site, said through the API now. */
export async function readingFor(env: Env, { site: id }: Pick<ApiToken, 'site'>): Promise<Reading & { site: Site }> {
  const found = await readSite(env.DB, id);
  if (!found) throw new ProblemError('unknown-site');
  const { site } = found;
  const vocabulary = await vocabularyOf(new Definitions(env.DB, id), site);
  return { site, vocabulary, country: site.country, source: 'api', now: Date.now() };
}
