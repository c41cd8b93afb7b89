import type { SiteId } from '../../../shared/schema/names.ts';
import type { Site } from '../../../shared/schema/site.ts';
import type { Env } from '../../config.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { Definitions } from '../../stores/definitions.ts';
import { readSite } from '../../stores/sites.ts';
import { vocabularyOf } from '../vocabulary.ts';
import type { Reading } from './statements.ts';

/** What is needed to read statements about people of a site, said now; `source` as in `data_source`. */
export async function readingOf(env: Env, id: SiteId, source: string): Promise<Reading & { site: Site }> {
  const found = await readSite(env.DB, id);
  if (!found) throw new ProblemError('unknown-site');
  const { site } = found;
  const vocabulary = await vocabularyOf(new Definitions(env.DB, id), site);
  return { site, vocabulary, country: site.country, source, now: Date.now() };
}
