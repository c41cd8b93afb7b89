import { Hono } from 'hono';
import * as z from 'zod';
import { timelineKinds } from '../../../shared/profile/timeline-kinds.ts';
import { ProfileId } from '../../../shared/schema/server-api.ts';
import type { AuditedContext } from '../../middleware/audited.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { narrowedTimeline } from '../../services/console/narrowed-timeline.ts';
import { orderRows } from '../../services/console/order-rows.ts';
import { profileOf } from '../../services/console/profile-of.ts';
import { profileId, profileNumber, profilePage, profileRowWith } from '../../services/console/profile-rows.ts';
import { consentRecord } from '../../services/people/consent-record.ts';
import { erasePerson, erasureNote } from '../../services/people/erase-person.ts';
import { explainPerson } from '../../services/people/explain-person.ts';
import { personStream } from '../../services/people/export-person.ts';
import { mergePeople } from '../../services/people/merge-people.ts';
import { findPeople } from '../../services/segments/find-people.ts';
import { Definitions } from '../../stores/definitions.ts';
import { ordersOf } from '../../stores/orders.ts';
import { countPeople } from '../../stores/people-count.ts';
import { Profiles } from '../../stores/profiles.ts';
import { timelinePlace } from '../../stores/timeline.ts';
import { body } from './body.ts';
import { query } from './query.ts';

export const profilesPerPage = 25;

const ListQuery = z.strictObject({
  /** A profile id, email, phone or source id: only who has it, all on one page. */
  who: z.string().trim().min(1).max(254).optional(),
  /** Names of attributes to be told of each, separated by commas. */
  attributes: z.string().max(1_000).optional(),
  /** The `next` of the page before. */
  before: z
    .string()
    .regex(/^p_\d{1,15}$/)
    .optional(),
});
const Merging = z.strictObject({ profiles: z.tuple([ProfileId, ProfileId]) });
const TimelineQuery = z.strictObject({
  before: z.string().regex(timelinePlace).optional(),
  /** Kinds of events, separated by commas; every kind where absent. */
  kinds: z
    .string()
    .max(100)
    .refine((text) => text.split(',').every((kind) => timelineKinds.some((known) => known === kind)), {
      error: `takes ${timelineKinds.join(', ')}`,
    })
    .optional(),
});

export const profiles = new Hono<AuditedContext>()
  .get('/', query(ListQuery), async function listProfiles(c) {
    const { before, who, attributes } = c.req.valid('query');
    const rowOf = profileRowWith(attributes?.split(',') ?? []);
    const number = before === undefined ? null : profileNumber(before);
    const store = new Profiles(c.env.DB);
    const { site } = c.var.user;
    if (who !== undefined) {
      const { numbers } = await findPeople(c.env.DB, site, [who]);
      const [found, all] = await Promise.all([
        store.many(numbers.slice(0, profilesPerPage)),
        countPeople(c.env.DB, site),
      ]);
      return c.json({ profiles: found.map(rowOf), people: all, next: null });
    }
    const [page, people] = await Promise.all([
      store.page({ site, ...(number !== null && { before: number }), limit: profilesPerPage + 1 }),
      countPeople(c.env.DB, site),
    ]);
    const shown = page.slice(0, profilesPerPage);
    const last = page.length > profilesPerPage ? shown.at(-1) : undefined;
    return c.json({ profiles: shown.map(rowOf), people, next: last ? profileId(last.n) : null });
  })
  .get('/:id', async function getProfile(c) {
    const { site } = c.var.user;
    const row = await profileOf(c.env.DB, site, c.req.param('id'));
    return c.json(profilePage(row, await new Definitions(c.env.DB, site).list('segment')));
  })
  .get('/:id/consents', async function getConsents(c) {
    const { n } = await profileOf(c.env.DB, c.var.user.site, c.req.param('id'));
    return c.json({ consents: await consentRecord(c.env.DB, n) });
  })
  .get('/:id/orders', async function listOrders(c) {
    const { n, snapshot } = await profileOf(c.env.DB, c.var.user.site, c.req.param('id'));
    return c.json({ orders: orderRows(snapshot, await ordersOf(c.env.DB, n)) });
  })
  .get('/:id/explain/:segment', async function explainSegment(c) {
    const { site } = c.var.user;
    const { n } = await profileOf(c.env.DB, site, c.req.param('id'));
    const segment = await new Definitions(c.env.DB, site).get('segment', c.req.param('segment'));
    if (!segment) throw new ProblemError('not-found', 'this site has no such segment');
    return c.json(await explainPerson(c.env, site, { n, rule: segment.draft.rule, now: Date.now() }));
  })
  .get('/:id/export', async function exportProfile(c) {
    const row = await profileOf(c.env.DB, c.var.user.site, c.req.param('id'));
    return new Response(personStream(c.env.DB, row), {
      headers: {
        'content-type': 'application/json',
        'content-disposition': `attachment; filename="${profileId(row.n)}.json"`,
      },
    });
  })
  .delete('/:id', async function eraseProfile(c) {
    const { n } = await profileOf(c.env.DB, c.var.user.site, c.req.param('id'));
    const receipt = await erasePerson(c.env, c.var.user.site, { n, askedBy: 'console', now: Date.now() });
    return c.json({ id: receipt.id, at: receipt.at, counts: receipt.counts, note: erasureNote });
  })
  .post('/merge', body(Merging), async function mergeProfiles(c) {
    const [one, other] = c.req.valid('json').profiles.map((id) => profileNumber(id) ?? 0) as [number, number];
    const kept = await mergePeople(c.env, c.var.user.site, { one, other, now: Date.now() });
    c.set('note', { subject: profileId(kept) });
    return c.json({ id: profileId(kept) });
  })
  .get('/:id/timeline', query(TimelineQuery), async function getTimeline(c) {
    const row = await profileOf(c.env.DB, c.var.user.site, c.req.param('id'));
    const { before, kinds } = c.req.valid('query');
    const segments = await new Definitions(c.env.DB, c.var.user.site).list('segment');
    const names = new Map(segments.map(({ ordinal, draft }) => [ordinal, draft.name]));
    const wanted = timelineKinds.filter((kind) => kinds?.split(',').includes(kind));
    const page = { n: row.n, before: before ?? null, kinds: wanted };
    return c.json(await narrowedTimeline(c.env.DB, { ...page, segmentName: (ordinal) => names.get(ordinal) }));
  });
