import type { SiteId } from '../../../shared/schema/names.ts';
import { maxListMembers, type SegmentKind } from '../../../shared/schema/segment.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { Definitions, type StoredDefinition } from '../../stores/definitions.ts';
import { type Edited, type MemberEdit, StaticSegments } from '../../stores/static-segments.ts';
import { newId } from '../console/secret.ts';

export type StaticKind = Exclude<SegmentKind, 'dynamic'>;

/** How many members it would have is more than a static segment holds. Throws `too-many-members`. */
export function refuseTooMany(total: number): void {
  if (total <= maxListMembers) return;
  const counted = new Intl.NumberFormat('en').format(total);
  const most = new Intl.NumberFormat('en').format(maxListMembers);
  throw new ProblemError('too-many-members', `${counted} people: a static segment holds at most ${most}`);
}

/** Makes a static segment of these profiles, a draft until published. Throws `same-members`, `too-many-members`. */
export async function createStatic(
  db: D1Database,
  site: SiteId,
  what: {
    name: string;
    notes?: string | undefined;
    tags?: string[] | undefined;
    kind: StaticKind;
    members: readonly number[];
    now: number;
  },
): Promise<{ id: string; total: number }> {
  const { name, notes, tags, kind, members, now } = what;
  refuseTooMany(members.length);
  const id = newId('seg_');
  const segments = new StaticSegments(db);
  const draft = { id, name, ...(notes !== undefined && { notes }), ...(tags !== undefined && { tags }), kind };
  const edited = await segments.create(site, draft, { members, now });
  if (!edited.ok) throw await refused(segments, { site, id }, { edited, edit: { add: members, remove: [], now } });
  return { id, total: edited.total };
}

/** Puts people into a list and takes others out. Throws `frozen`, `same-members`, `too-many-members`, `not-found`. */
export async function editMembers(
  db: D1Database,
  site: SiteId,
  { id, edit }: { id: string; edit: MemberEdit },
): Promise<Extract<Edited, { ok: true }>> {
  const segment = await staticSegment(db, site, id);
  if (segment.draft.kind === 'snapshot') {
    throw new ProblemError('frozen', `“${segment.draft.name}” is a snapshot: make a list to edit who is in it`);
  }
  const segments = new StaticSegments(db);
  const edited = await segments.edit({ site, id }, edit);
  if (!edited.ok) throw await refused(segments, { site, id }, { edited, edit });
  return edited;
}

/** A static segment of the site. Throws `not-found`. */
export async function staticSegment(db: D1Database, site: SiteId, id: string): Promise<StoredDefinition<'segment'>> {
  const segment = await new Definitions(db, site).get('segment', id);
  if (segment?.draft.rule.kind !== 'list') throw new ProblemError('not-found', 'this site has no such list');
  return segment;
}

async function refused(
  segments: StaticSegments,
  segment: { site: SiteId; id: string },
  { edited, edit }: { edited: Extract<Edited, { ok: false }>; edit: MemberEdit },
): Promise<ProblemError> {
  if (edited.reason === 'full') {
    const most = new Intl.NumberFormat('en').format(maxListMembers);
    return new ProblemError('too-many-members', `a static segment holds at most ${most} people`);
  }
  const twin = await segments.twinOf(segment, edit);
  const name = twin === null ? 'another static segment' : `“${twin}”`;
  return new ProblemError('same-members', `${name} has exactly these members: use that one, or change who is in`);
}
