import { Hono } from 'hono';
import * as z from 'zod';
import { Rule } from '../../../shared/rules/rule.ts';
import { maxListMembers, Segment } from '../../../shared/schema/segment.ts';
import { Pace } from '../../jobs/pace.ts';
import { recheckDue } from '../../jobs/recheck.ts';
import type { AuditedContext } from '../../middleware/audited.ts';
import { profileId, profileNumber, profileRow } from '../../services/console/profile-rows.ts';
import { editList } from '../../services/segments/edit-list.ts';
import { findPeople } from '../../services/segments/find-people.ts';
import { freeze } from '../../services/segments/freeze.ts';
import { createStatic, staticSegment } from '../../services/segments/static.ts';
import { Profiles } from '../../stores/profiles.ts';
import { StaticSegments } from '../../stores/static-segments.ts';
import { body } from './body.ts';
import { query } from './query.ts';

const membersPerPage = 25;
/** Of the names that point to nobody so many are sent back. */
const maxUnknown = 100;
/** How long an edit looks after what rests on it; Cloudflare ends what a response left behind after 30 s. */
const followMs = 20_000;
/** 20,000 long email addresses. */
const maxBytes = 2_097_152;

/** Profile ids, emails, phones or source ids; one more than may be members, so that it is refused with the limit's own words. */
const People = z.array(z.string().min(1).max(254)).max(maxListMembers + 1_000);
const Creation = z.strictObject({
  name: Segment.shape.name,
  notes: Segment.shape.notes,
  members: People.default([]),
});
const Snapping = z.strictObject({ name: Segment.shape.name, rule: Rule });
const Edit = z.union([
  z.strictObject({ add: People.default([]), remove: People.default([]) }),
  /** Exactly these. */
  z.strictObject({ replace: People }),
]);
const Page = z.strictObject({
  before: z
    .string()
    .regex(/^p_\d{1,15}$/)
    .optional(),
});

/** Lists, and who is on them. */
export const segmentMembers = new Hono<AuditedContext>()
  .post('/lists', body(Creation, maxBytes), async function createList(c) {
    const { site } = c.var.user;
    const { name, notes, members } = c.req.valid('json');
    const { numbers, unknown } = await findPeople(c.env.DB, site, members);
    const made = await createStatic(c.env.DB, site, { name, notes, kind: 'list', members: numbers, now: Date.now() });
    c.set('note', { subject: made.id, name, changes: [{ what: 'members', before: null, after: String(made.total) }] });
    return c.json({ ...made, unknown: unknown.slice(0, maxUnknown), unknownCount: unknown.length }, 201);
  })
  .get('/:id/members', query(Page), async function listMembers(c) {
    const { site } = c.var.user;
    const { ordinal } = await staticSegment(c.env.DB, site, c.req.param('id'));
    const { before } = c.req.valid('query');
    const place = before === undefined ? null : profileNumber(before);
    const segments = new StaticSegments(c.env.DB);
    const [found, totals] = await Promise.all([
      segments.members(site, ordinal, { before: place, limit: membersPerPage + 1 }),
      segments.totals(site),
    ]);
    const numbers = found.slice(0, membersPerPage);
    const rows = await new Profiles(c.env.DB).many(numbers);
    const last = found.length > membersPerPage ? numbers.at(-1) : undefined;
    return c.json({
      members: rows.toSorted((a, b) => b.n - a.n).map(profileRow),
      total: totals.get(ordinal) ?? 0,
      next: last === undefined ? null : profileId(last),
    });
  })
  .post('/snapshots', body(Snapping), async function createSnapshot(c) {
    const { name, rule } = c.req.valid('json');
    // Of people who fit a rule that no segment has.
    const made = await freeze(c.env, c.var.user.site, { segment: { id: '', name, rule }, name, now: Date.now() });
    c.set('note', { subject: made.id, name, changes: [{ what: 'members', before: null, after: String(made.total) }] });
    return c.json(made, 201);
  })
  .post('/:id/members', body(Edit, maxBytes), async function changeList(c) {
    const { site } = c.var.user;
    const id = c.req.param('id');
    const asked = c.req.valid('json');
    const { draft } = await staticSegment(c.env.DB, site, id);
    const now = Date.now();
    const { added, removed, total, unknown } = await editList(c.env.DB, site, { id, asked, now });
    // Segments that rest on the list follow at once; what is cut short is taken up by the minute's job.
    c.executionCtx.waitUntil(recheckDue(c.env, new Pace(now + followMs)));
    const before = String(total - added + removed);
    c.set('note', { name: draft.name, changes: [{ what: 'members', before, after: String(total) }] });
    return c.json({ added, removed, total, unknown: unknown.slice(0, maxUnknown), unknownCount: unknown.length });
  });
