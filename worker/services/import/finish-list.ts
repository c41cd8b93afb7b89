import { maxListMembers } from '../../../shared/schema/segment.ts';
import type { Env } from '../../config.ts';
import { Definitions } from '../../stores/definitions.ts';
import type { StoredImport } from '../../stores/imports.ts';
import { StaticSegments } from '../../stores/static-segments.ts';

/** Puts the people of an import onto its list, takes them off, or makes them the list. Answers what kept it from that, or null. */
export async function finishList(
  env: Env,
  { site, settings }: StoredImport,
  people: readonly number[],
): Promise<string | null> {
  const { segment: id, mode } = settings.list ?? {};
  if (id === undefined) return null;
  const stored = await new Definitions(env.DB, site).get('segment', id);
  if (stored?.draft.kind !== 'list') return 'the people are in, but the list is no list any more';
  const lists = new StaticSegments(env.DB);
  const wanted = new Set(people);
  const leaving = mode === 'replace' ? (await lists.all(site, stored.ordinal)).filter((n) => !wanted.has(n)) : [];
  const edited = await lists.edit(
    { site, id },
    { add: mode === 'remove' ? [] : people, remove: mode === 'remove' ? people : leaving, now: Date.now() },
  );
  if (edited.ok) return null;
  return edited.reason === 'full'
    ? `the people are in, but not on the list: it would have more than ${maxListMembers} members`
    : 'the people are in, but not on the list: another list has exactly the same members';
}
