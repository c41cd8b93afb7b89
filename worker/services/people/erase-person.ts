import type { SiteId } from '../../../shared/schema/names.ts';
import type { Env } from '../../config.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { type AskedBy, commitErasure, type ErasureReceipt } from '../../stores/erase.ts';
import { Profiles } from '../../stores/profiles.ts';
import { newId } from '../console/secret.ts';
import { bundleInForce } from './bundle-in-force.ts';

const maxTries = 12;

/** What a receipt says beside its numbers. */
export const erasureNote =
  'Erased from the database. Restore points that the platform keeps for 30 days expire by themselves; a restored database has to have this erasure repeated.';

/** Erases a person, everywhere, and answers the receipt. Throws `not-found` for nobody of this site. */
export async function erasePerson(
  env: Env,
  site: SiteId,
  { n, askedBy, now }: { n: number; askedBy: AskedBy; now: number },
): Promise<ErasureReceipt> {
  for (let attempt = 0; attempt < maxTries; attempt += 1) {
    if (attempt > 0) await scheduler.wait(Math.random() * Math.min(2 ** attempt, 256));
    const { linked } = await bundleInForce(env, site);
    const row = await new Profiles(env.DB).read(site, n);
    if (!row) throw new ProblemError('not-found', 'this site has no such profile');
    const receipt = await commitErasure(env.DB, { row, linked, receipt: { id: newId('era_'), at: now, askedBy } });
    if (receipt) return receipt;
  }
  throw new ProblemError('overloaded', 'other writers won every try');
}
