import * as z from 'zod';
import type { Fault } from '../../../shared/schema/problem.ts';
import { ProfileId } from '../../../shared/schema/server-api.ts';
import { profileId } from '../../services/console/profile-rows.ts';
import type { PersonWrite, WriteOutcome } from '../../services/people/gather.ts';
import type { Read } from '../../services/people/statements.ts';

/** What became of one item of a batch, by its place. */
const Outcome = z.object({
  index: z.int(),
  outcome: z.enum(['created', 'updated', 'skipped', 'refused', 'repeated']),
  id: ProfileId.optional(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
});

/** What became of a batch: one bad item does not keep the others. */
export const BatchOutcome = z
  .object({
    created: z.int(),
    updated: z.int(),
    skipped: z.int(),
    refused: z.int(),
    repeated: z.int().meta({ description: 'Events whose id was known already.' }),
    results: z.array(Outcome),
  })
  .meta({ id: 'BatchOutcome' });
type BatchOutcome = z.infer<typeof BatchOutcome>;

/**
 * The outcome of a batch whose good items were written. `reads` are all items as they were read, `outcomes` what became of the good ones, in
 * order. `null` among the reads stands for an item that was known before.
 */
export function batchOutcome(
  reads: readonly (Read<PersonWrite> | null)[],
  outcomes: readonly WriteOutcome[],
  pointerOf: (index: number) => string,
): BatchOutcome {
  const counts = { created: 0, updated: 0, skipped: 0, refused: 0, repeated: 0 };
  const written = outcomes.values();
  const results = reads.map((read, index) => {
    const result =
      read === null
        ? { outcome: 'repeated' as const }
        : read.ok
          ? said(written.next().value, pointerOf(index))
          : refusal(read.faults);
    counts[result.outcome] += 1;
    return { index, ...result };
  });
  return { ...counts, results };
}

function refusal(errors: Fault[]) {
  return { outcome: 'refused' as const, errors };
}

function said(outcome: WriteOutcome | undefined, pointer: string) {
  if (!outcome) throw new Error('an outcome for every item that was written');
  if ('n' in outcome) return { outcome: outcome.kind, id: profileId(outcome.n) };
  return { outcome: outcome.kind, errors: [{ pointer, detail: outcome.detail }] };
}

/** The good items of a batch, in order. */
export function goodOnes(reads: readonly (Read<PersonWrite> | null)[]): PersonWrite[] {
  return reads.flatMap((read) => (read?.ok ? read.value : []));
}
