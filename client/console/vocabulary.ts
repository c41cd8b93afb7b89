import { useMemo } from 'react';
import type { Vocabulary } from '../../shared/rules/vocabulary.ts';
import { useSegments, useSession } from './queries.ts';

/** What the site's rules may speak of. */
export function useVocabulary(): Vocabulary {
  const { site, attributes } = useSession();
  const { data: segments } = useSegments();
  return useMemo(
    () => ({
      attributes: new Map(attributes.map((attribute) => [attribute.name, attribute])),
      currency: site.currency,
      timeZone: site.timeZone,
      // Until they are known any segment will do.
      ...(segments && { segments: new Map(segments.map(({ id, draft }) => [id, draft])) }),
    }),
    [site, attributes, segments],
  );
}
