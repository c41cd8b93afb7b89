import type { AcceptedBatch } from '../../../shared/profile/accepted-batch.ts';
import { differingParts, rebuild } from '../../../shared/profile/rebuild.ts';
import type { Snapshot } from '../../../shared/profile/snapshot.ts';
import { warmPart } from '../../../shared/profile/warm-part.ts';
import type { SiteId } from '../../../shared/schema/names.ts';
import type { Env } from '../../config.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { Profiles } from '../../stores/profiles.ts';
import { bundleInForce } from './bundle-in-force.ts';

/**
 * `forgotten`: retention has let some of the history go, and what was made of it cannot be made again. `differs`: in these parts the
 * profile is not what its history makes of it by the settings in force; after a change of currency or rates that is so until the next order.
 */
export type CheckedPerson =
  | { kind: 'same'; batches: number }
  | { kind: 'forgotten'; batches: number }
  | { kind: 'differs'; batches: number; parts: (keyof Snapshot)[] };

/** Makes a profile anew from its history and compares; nothing is written. Throws `not-found` for nobody of this site. */
export async function checkPerson(env: Env, site: SiteId, n: number): Promise<CheckedPerson> {
  const { linked } = await bundleInForce(env, site);
  const row = await new Profiles(env.DB).read(site, n);
  if (!row) throw new ProblemError('not-found', 'this site has no such profile');
  const { results } = await env.DB.prepare('SELECT body FROM event_batches WHERE n = ?')
    .bind(n)
    .all<{ body: string }>();
  const history = results.map(({ body }) => JSON.parse(body) as AcceptedBatch);
  const batches = history.length;
  const { measures, closed, site: settings } = warmPart(linked, row.warm).bundle;
  const { currency, exchangeRates: rates = [] } = settings;
  const rebuilt = rebuild(history, { measures, currency, rates, closed });
  if (appliedBatches(row.snapshot) > batches) return { kind: 'forgotten', batches };
  const parts = differingParts(row.snapshot, rebuilt);
  return parts.length === 0 ? { kind: 'same', batches } : { kind: 'differs', batches, parts };
}

function appliedBatches({ streams }: Snapshot): number {
  const ranges = Object.values(streams).flatMap(({ applied }) => applied);
  return ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0);
}
