import type { Rule } from '../../../shared/rules/rule.ts';
import { smartSegments } from '../../../shared/smart/catalogue.ts';
import { useSegments } from '../queries.ts';
import { insightWords } from './insight-words.ts';

/** Whose insights are shown. */
export interface InsightSubject {
  name: string;
  rule: Rule;
  back: { href: string; label: string };
  /** Of the site's own segments; null for a smart one. */
  segment: string | null;
}

const smartPrefix = 'smart.';

/** The address of a smart segment's insights. */
export function smartInsights(key: string): string {
  return `/segments/${smartPrefix}${key}/insights`;
}

/** What an id in the address stands for; undefined while it is looked for, null when there is nothing. */
export function useInsightSubject(id: string): {
  subject: InsightSubject | null | undefined;
  error: Error | null;
  retry: () => unknown;
} {
  const { data, error, refetch } = useSegments();
  const own = data?.find((segment) => segment.id === id);
  const smart = smartSegments.find(({ key }) => id === smartPrefix + key);
  if (smart) {
    const back = { href: `/segments?tab=smart&open=${smart.key}`, label: insightWords.smart };
    const subject = { name: smart.name, rule: smart.rule, back, segment: null };
    return { subject, error: null, retry: refetch };
  }
  if (!own) return { subject: data ? null : undefined, error, retry: refetch };
  const { name, rule } = own.draft;
  const back = { href: `/segments/${id}`, label: name };
  return { subject: { name, rule, back, segment: id }, error: null, retry: refetch };
}
