import { builtInAttributes } from '../../shared/profile/built-in-attributes.ts';
import type { Vocabulary } from '../../shared/rules/vocabulary.ts';
import type { Site } from '../../shared/schema/site.ts';
import type { Definitions } from '../stores/definitions.ts';

/** What a site's rules may speak of: the built-in attributes and its own. */
export async function vocabularyOf(definitions: Definitions, site: Site): Promise<Vocabulary> {
  const own = await definitions.list('attribute');
  const all = [...builtInAttributes, ...own.map(({ draft }) => draft)];
  return {
    attributes: new Map(all.map((definition) => [definition.name, definition])),
    currency: site.currency,
    timeZone: site.timeZone,
  };
}
