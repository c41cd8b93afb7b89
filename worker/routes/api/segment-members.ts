import { createRoute } from '@hono/zod-openapi';
import * as z from 'zod';
import { SegmentId } from '../../../shared/schema/names.ts';
import { ProfileId } from '../../../shared/schema/server-api.ts';
import { Pace } from '../../jobs/pace.ts';
import { recheckDue } from '../../jobs/recheck.ts';
import { rescan } from '../../jobs/rescan.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { profileId, profileNumber } from '../../services/console/profile-rows.ts';
import { membersPage } from '../../services/population/members.ts';
import { populationQuestion } from '../../services/population/question.ts';
import { publish } from '../../services/publish.ts';
import { editList } from '../../services/segments/edit-list.ts';
import { Definitions } from '../../stores/definitions.ts';
import { body, json, newApi, operation } from './api-app.ts';

const params = z.object({ id: SegmentId });
const pageSize = 100;
/** How long a response may leave work behind it. */
const behindMs = 20_000;

const reading = operation('read', 'not-found', 'conflict');
const list = createRoute({
  method: 'get',
  path: '/segments/{id}/members',
  operationId: 'listMembers',
  summary: 'Who is in a segment now, newest profile first',
  description: 'A page may be short, also empty, while `next` goes on. What only an open page knows counts as true.',
  security: reading.security,
  middleware: reading.middleware,
  request: {
    params,
    query: z.object({ cursor: ProfileId.optional().meta({ description: 'The `next` of the page before.' }) }),
  },
  responses: {
    200: json('A page.', z.object({ members: z.array(ProfileId), next: ProfileId.nullable() })),
    ...reading.problems,
  },
});

const People = z.array(z.string().min(1).max(254)).max(10_000);
const writing = operation('write', 'not-found', 'conflict', 'too-many-members', 'same-members');
const edit = createRoute({
  method: 'post',
  path: '/segments/{id}/members',
  operationId: 'editMembers',
  summary: 'Put people onto a list, or take them off',
  description: 'By profile id, email, phone or source id; at most 10,000 a call. Repeating it changes nothing.',
  security: writing.security,
  middleware: writing.middleware,
  request: { params, ...body(z.strictObject({ add: People.default([]), remove: People.default([]) })) },
  responses: {
    200: json('Edited.', z.object({ added: z.int(), removed: z.int(), total: z.int(), unknown: z.array(z.string()) })),
    ...writing.problems,
  },
});

const publishing = operation('admin', 'conflict', 'invalid-definition');
const publishAll = createRoute({
  method: 'post',
  path: '/publish',
  operationId: 'publish',
  summary: 'Publish every draft of the site',
  security: publishing.security,
  middleware: publishing.middleware,
  responses: {
    200: json('In force at the edge within a minute.', z.object({ version: z.int() })),
    ...publishing.problems,
  },
});

export const segmentMembers = newApi()
  .openapi(list, async function listMembers(c) {
    const { site } = c.var.token;
    const { id } = c.req.valid('param');
    const { cursor } = c.req.valid('query');
    if (!(await new Definitions(c.env.DB, site).get('segment', id))) {
      throw new ProblemError('not-found', 'this site has no such segment');
    }
    const rule = { kind: 'segment', segment: id, operator: 'in' } as const;
    const question = await populationQuestion(c.env, site, { rules: [rule], now: Date.now() });
    const page = await membersPage(c.env, site, {
      question,
      before: cursor ? profileNumber(cursor) : null,
      limit: pageSize,
    });
    const members = page.rows.map(({ n }) => profileId(n));
    return c.json({ members, next: page.next === null ? null : profileId(page.next) }, 200);
  })
  .openapi(edit, async function editMembers(c) {
    const { site } = c.var.token;
    const now = Date.now();
    const edited = await editList(c.env.DB, site, { id: c.req.valid('param').id, asked: c.req.valid('json'), now });
    c.executionCtx.waitUntil(recheckDue(c.env, new Pace(now + behindMs)));
    const { added, removed, total, unknown } = edited;
    return c.json({ added, removed, total, unknown }, 200);
  })
  .openapi(publishAll, async function publishDrafts(c) {
    const { site, name: by } = c.var.token;
    const published = await publish({ db: c.env.DB, bundles: c.env.BUNDLES }, site, { by, now: Date.now() });
    if ('overtaken' in published) throw new ProblemError('conflict', 'somebody else published just now: look again');
    if (!published.ok) throw new ProblemError('invalid-definition', undefined, published.faults);
    c.executionCtx.waitUntil(rescan(c.env, new Pace(Date.now() + behindMs), site));
    return c.json({ version: published.version }, 200);
  });
