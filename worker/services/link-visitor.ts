import type { ProvenIdentity } from '../../shared/profile/accepted-batch.ts';
import type { SiteId, VisitorId } from '../../shared/schema/names.ts';
import type { Env } from '../config.ts';
import { isErased } from '../stores/erase.ts';
import { ownersOf } from '../stores/identities.ts';
import { Visitors } from '../stores/visitors.ts';
import { mergePeople } from './people/merge-people.ts';

/**
 * Links the browser of a visitor to the person that a signed token names: once. An anonymous browser joins the person's profile, with
 * all it did. `false`: this browser is linked to somebody else already, or the ids of the token belong to two people, and nothing was changed.
 */
export async function linkVisitor(
  env: Env,
  { site, visitor, proven, now }: { site: SiteId; visitor: VisitorId; proven: readonly ProvenIdentity[]; now: number },
): Promise<boolean> {
  const owners = (await ownersOf(env.DB, site, proven)).filter(({ level }) => level === 'verified');
  const people = new Set(owners.map(({ n }) => n));
  const visitors = new Visitors(env.DB, site);
  const own = await visitors.profile(visitor);
  if (people.size > 1 || (!own && (await isErased(env.DB, site, visitor)))) return false;
  const [person] = people;
  if (own?.n === person || (person === undefined && !own?.isVerified)) return true;
  if (own?.isVerified || person === undefined) return false;
  if (own) await mergePeople(env, site, { one: own.n, other: person, now });
  else await visitors.join(visitor, person);
  return true;
}
