import { useMemo } from 'react';
import type { Vocabulary } from '../../shared/rules/vocabulary.ts';
import { useSession } from './queries.ts';

/** What the site's rules may speak of. */
export function useVocabulary(): Vocabulary {
  const { site, attributes } = useSession();
  return useMemo(
    () => ({
      attributes: new Map(attributes.map((attribute) => [attribute.name, attribute])),
      currency: site.currency,
      timeZone: site.timeZone,
    }),
    [site, attributes],
  );
}
