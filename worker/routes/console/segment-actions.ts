import { Hono } from 'hono';
import * as z from 'zod';
import { Segment } from '../../../shared/schema/segment.ts';
import type { AuditedContext } from '../../middleware/audited.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { freeze } from '../../services/segments/freeze.ts';
import { archiveSegment, deleteSegment, duplicateSegment, restoreSegment } from '../../services/segments/lifecycle.ts';
import { Definitions } from '../../stores/definitions.ts';
import { daysOf } from '../../stores/segment-days.ts';
import { body } from './body.ts';

const Named = z.strictObject({ name: Segment.shape.name });

/** What can be done with a segment as a whole, and how it went day by day. */
export const segmentActions = new Hono<AuditedContext>()
  .get('/:id/days', async function listDays(c) {
    const { site } = c.var.user;
    const stored = await new Definitions(c.env.DB, site).get('segment', c.req.param('id'));
    if (!stored) throw new ProblemError('not-found', 'this site has no such segment');
    return c.json({ days: await daysOf(c.env.DB, site, stored.ordinal) });
  })
  .post('/:id/archive', async function archive(c) {
    const name = await archiveSegment(c.env.DB, c.var.user.site, { id: c.req.param('id'), now: Date.now() });
    c.set('note', { name });
    return c.body(null, 204);
  })
  .post('/:id/restore', async function restore(c) {
    const name = await restoreSegment(c.env.DB, c.var.user.site, c.req.param('id'));
    c.set('note', { name });
    return c.body(null, 204);
  })
  .post('/:id/duplicate', body(Named), async function duplicate(c) {
    const { name } = c.req.valid('json');
    const what = { id: c.req.param('id'), name, now: Date.now() };
    const copy = await duplicateSegment(c.env.DB, c.var.user.site, what);
    c.set('note', { subject: copy.id, name });
    return c.json(copy, 201);
  })
  .post('/:id/freeze', body(Named), async function freezeSegment(c) {
    const { site } = c.var.user;
    const stored = await new Definitions(c.env.DB, site).get('segment', c.req.param('id'));
    if (!stored) throw new ProblemError('not-found', 'this site has no such segment');
    const { name } = c.req.valid('json');
    const frozen = await freeze(c.env, site, { segment: stored.draft, name, now: Date.now() });
    const changes = [{ what: 'members', before: null, after: String(frozen.total) }];
    c.set('note', { subject: frozen.id, name, changes });
    return c.json(frozen, 201);
  })
  .delete('/:id', async function deleteOne(c) {
    const name = await deleteSegment(c.env.DB, c.var.user.site, { id: c.req.param('id'), now: Date.now() });
    c.set('note', { name });
    return c.body(null, 204);
  });
