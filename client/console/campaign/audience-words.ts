import { describe } from '../../../shared/rules/describe.ts';
import type { Vocabulary } from '../../../shared/rules/vocabulary.ts';
import type { Campaign } from '../../../shared/schema/campaign.ts';
import { formatList } from '../formats.ts';
import { words } from '../words.ts';

/** Who a campaign is for, in one sentence; segments by name. */
export function audienceWords(
  { include, exclude, rule }: Campaign['audience'],
  { segmentName, vocabulary }: { segmentName: (id: string) => string; vocabulary: Vocabulary },
): string {
  const parts = [
    include.length > 0 && words.campaign.in(formatList(include.map(segmentName), 'disjunction')),
    exclude.length > 0 && words.campaign.notIn(formatList(exclude.map(segmentName), 'disjunction')),
    rule && describe(rule, vocabulary),
  ].filter((part) => typeof part === 'string');
  return parts.length === 0 ? words.campaign.everyone : parts.join(words.campaign.andAlso);
}
