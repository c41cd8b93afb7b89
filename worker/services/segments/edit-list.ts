import type { SiteId } from '../../../shared/schema/names.ts';
import { StaticSegments } from '../../stores/static-segments.ts';
import { findPeople } from './find-people.ts';
import { editMembers, staticSegment } from './static.ts';

/** Whom to put in and take out, by profile id or any id of theirs; or who alone is to be on it. */
export type ListEdit = { add: readonly string[]; remove: readonly string[] } | { replace: readonly string[] };

export interface ListEdited {
  added: number;
  removed: number;
  total: number;
  /** Names that point to nobody. */
  unknown: string[];
}

/** Edits a list by the names of people. Throws `not-found`, `frozen`, `same-members`, `too-many-members`. */
export async function editList(
  db: D1Database,
  site: SiteId,
  { id, asked, now }: { id: string; asked: ListEdit; now: number },
): Promise<ListEdited> {
  const { ordinal } = await staticSegment(db, site, id);
  const named = 'replace' in asked ? { add: asked.replace, remove: [] } : asked;
  const [add, remove] = await Promise.all([findPeople(db, site, named.add), findPeople(db, site, named.remove)]);
  const leaving = 'replace' in asked ? await others(db, { site, ordinal, kept: add.numbers }) : remove.numbers;
  const edited = await editMembers(db, site, { id, edit: { add: add.numbers, remove: leaving, now } });
  return { ...edited, unknown: [...add.unknown, ...remove.unknown] };
}

async function others(
  db: D1Database,
  { site, ordinal, kept }: { site: SiteId; ordinal: number; kept: readonly number[] },
): Promise<number[]> {
  const wanted = new Set(kept);
  return (await new StaticSegments(db).all(site, ordinal)).filter((n) => !wanted.has(n));
}
