import { ProblemError } from '../../middleware/problem.ts';
import type { DefinitionKind, Definitions } from '../../stores/definitions.ts';

/** Why a draft could not be saved: it is not there (any more), or somebody else saved since `revision`. */
export async function notSaved(
  definitions: Definitions,
  kind: DefinitionKind,
  { id, revision }: { id: string; revision: number },
): Promise<ProblemError> {
  const current = await definitions.get(kind, id);
  if (!current) return new ProblemError('not-found', `this site has no such ${kind}`);
  return new ProblemError(
    'conflict',
    `you edited revision ${revision}, it is at ${current.revision} by now; load it, or save yours over it`,
  );
}
