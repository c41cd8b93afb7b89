import { describe } from '../../../shared/rules/describe.ts';
import type { Segment } from '../../../shared/schema/segment.ts';
import type { AuditChange } from '../../stores/audit-log.ts';
import type { Definitions } from '../../stores/definitions.ts';
import type { readSite } from '../../stores/sites.ts';
import { changesBetween } from '../audit.ts';
import { vocabularyOf } from '../vocabulary.ts';

type FoundSite = NonNullable<Awaited<ReturnType<typeof readSite>>>;

/** What an edit of a segment changes, its rule as the sentence that a marketer reads. */
export async function segmentChanges(
  definitions: Definitions,
  { site }: FoundSite,
  { before, after }: { before: Segment | undefined; after: Segment },
): Promise<AuditChange[]> {
  const segments = new Map((await definitions.list('segment')).map(({ id, draft }) => [id, draft]));
  const vocabulary = { ...(await vocabularyOf(definitions, site)), segments };
  return changesBetween(before ?? null, after, { rule: (rule) => describe(rule, vocabulary) });
}
