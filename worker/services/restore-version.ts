import type { SiteId } from '../../shared/schema/names.ts';
import { ProblemError } from '../middleware/problem.ts';
import { versionsOf } from '../stores/definition-versions.ts';
import { Definitions } from '../stores/definitions.ts';

/**
 * Makes what was published with a version the draft again; visitors get it with the next publish. Answers its name; null when the draft
 * was saved since `revision` was read. Throws `not-found`.
 */
export async function restoreVersion(
  db: D1Database,
  site: SiteId,
  {
    kind,
    id,
    version,
    ...at
  }: { kind: 'segment' | 'campaign'; id: string; version: number; revision: number; now: number },
): Promise<string | null> {
  const versions = await versionsOf(db, site, { kind, id });
  const definition = versions.find((one) => one.version === version)?.definition;
  if (!definition) throw new ProblemError('not-found', `nothing of this ${kind} was published with version ${version}`);
  const isSaved = await new Definitions(db, site).saveDraft(kind, definition, { id, ...at });
  return isSaved ? definition.name : null;
}
