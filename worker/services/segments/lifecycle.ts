import type { SiteId } from '../../../shared/schema/names.ts';
import { isStatic, type Segment } from '../../../shared/schema/segment.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { Definitions, type StoredDefinition } from '../../stores/definitions.ts';
import { StaticSegments } from '../../stores/static-segments.ts';
import { newId } from '../console/secret.ts';
import { usersOf } from '../console/segment-rows.ts';

/** Takes a segment out of choices and, from the next publish on, out of the bundle. Answers its name. Throws `not-found`, `in-use`. */
export async function archiveSegment(
  db: D1Database,
  site: SiteId,
  { id, now }: { id: string; now: number },
): Promise<string> {
  const definitions = new Definitions(db, site);
  const segment = await segmentOf(definitions, id);
  await refuseInUse(definitions, segment, ({ archivedAt }) => archivedAt === null);
  await definitions.archive('segment', id, now);
  return segment.draft.name;
}

/** Brings an archived segment back; visitors get it with the next publish. Answers its name. Throws `not-found`. */
export async function restoreSegment(db: D1Database, site: SiteId, id: string): Promise<string> {
  const definitions = new Definitions(db, site);
  const { draft } = await segmentOf(definitions, id);
  await definitions.archive('segment', id, null);
  return draft.name;
}

/** Deletes a segment for good, the members of a static one with it. Answers its name. Throws `not-found`, `in-use`. */
export async function deleteSegment(
  db: D1Database,
  site: SiteId,
  { id, now }: { id: string; now: number },
): Promise<string> {
  const definitions = new Definitions(db, site);
  const segment = await segmentOf(definitions, id);
  // An archived one may come back.
  await refuseInUse(definitions, segment, () => true);
  if (isStatic(segment.draft)) {
    const segments = new StaticSegments(db);
    const members = await segments.all(site, segment.ordinal);
    await segments.edit({ site, id }, { add: [], remove: members, now });
  }
  await definitions.remove('segment', id, now);
  return segment.draft.name;
}

/** Copies a dynamic segment as a draft of another name. Throws `not-found`, and `same-members` for a static one. */
export async function duplicateSegment(
  db: D1Database,
  site: SiteId,
  { id, name, now }: { id: string; name: string; now: number },
): Promise<{ id: string }> {
  const definitions = new Definitions(db, site);
  const { draft } = await segmentOf(definitions, id);
  if (isStatic(draft)) {
    throw new ProblemError(
      'same-members',
      `a copy would have the members of “${draft.name}”: make a new list of others`,
    );
  }
  // A key that the page knows can belong to one segment only.
  const { exposedKey: _, ...copied } = draft;
  const copy: Segment = { ...copied, id: newId('seg_'), name };
  await definitions.create('segment', copy.id, copy, now);
  return { id: copy.id };
}

async function segmentOf(definitions: Definitions, id: string): Promise<StoredDefinition<'segment'>> {
  const segment = await definitions.get('segment', id);
  if (!segment) throw new ProblemError('not-found', 'this site has no such segment');
  return segment;
}

async function refuseInUse(
  definitions: Definitions,
  { id, draft }: StoredDefinition<'segment'>,
  counts: (user: StoredDefinition<'segment'>) => boolean,
): Promise<void> {
  const [segments, campaigns] = await Promise.all([definitions.list('segment'), definitions.list('campaign')]);
  const users = usersOf(id, { segments: segments.filter(counts), campaigns });
  if (users.length === 0) return;
  const names = users.map((user) => `${user.kind} “${user.name}”`).join(', ');
  throw new ProblemError('in-use', `“${draft.name}” is used by ${names}: take it out there first, and publish`);
}
