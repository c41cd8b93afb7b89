import type { SiteId } from '../../../shared/schema/names.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { type ProfileRow, Profiles } from '../../stores/profiles.ts';
import { profileNumber } from './profile-rows.ts';

/** The profile of the site with this id (`p_12`). Throws `not-found`. */
export async function profileOf(db: D1Database, site: SiteId, id: string): Promise<ProfileRow> {
  const n = profileNumber(id);
  const row = n === null ? null : await new Profiles(db).read(site, n);
  if (!row) throw new ProblemError('not-found', 'this site has no such profile');
  return row;
}
