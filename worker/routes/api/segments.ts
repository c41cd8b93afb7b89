import { createRoute } from '@hono/zod-openapi';
import * as z from 'zod';
import { SegmentId } from '../../../shared/schema/names.ts';
import { Segment } from '../../../shared/schema/segment.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { definitionState } from '../../services/console/definition-state.ts';
import { newId } from '../../services/console/secret.ts';
import { deleteSegment } from '../../services/segments/lifecycle.ts';
import { createStatic } from '../../services/segments/static.ts';
import { Definitions, type StoredDefinition } from '../../stores/definitions.ts';
import { segmentSizes } from '../../stores/segment-sizes.ts';
import { body, json, newApi, operation } from './api-app.ts';
import { parseItem } from './parse-item.ts';

const Rule = z.unknown().meta({ $ref: '/api/rule.schema.json', description: 'Who is meant.' });
const kinds = ['dynamic', 'list', 'snapshot'] as const;

const SegmentBody = z
  .object({
    id: SegmentId,
    name: z.string(),
    kind: z.enum(kinds),
    tags: z.array(z.string()),
    rule: Rule,
    state: z.enum(['draft', 'published', 'changed']).meta({ description: 'Drafts act after the next publish.' }),
    size: z
      .object({ total: z.int(), identified: z.int() })
      .nullable()
      .meta({ description: 'null where only the open page can tell, and before the first publish.' }),
    revision: z.int(),
  })
  .meta({ id: 'Segment' });

const Draft = z.strictObject({
  name: Segment.shape.name,
  notes: Segment.shape.notes,
  tags: Segment.shape.tags,
  rule: Rule,
});

const params = z.object({ id: SegmentId });
const reading = operation('read', 'not-found');
const writing = operation('admin', 'not-found', 'conflict', 'in-use', 'invalid-definition');

const list = createRoute({
  method: 'get',
  path: '/segments',
  operationId: 'listSegments',
  summary: 'Segments of the site, with their sizes',
  security: reading.security,
  middleware: reading.middleware,
  responses: { 200: json('All of them.', z.object({ segments: z.array(SegmentBody) })), ...reading.problems },
});
const get = createRoute({
  method: 'get',
  path: '/segments/{id}',
  operationId: 'getSegment',
  summary: 'Read a segment',
  security: reading.security,
  middleware: reading.middleware,
  request: { params },
  responses: { 200: json('The segment.', SegmentBody), ...reading.problems },
});
const create = createRoute({
  method: 'post',
  path: '/segments',
  operationId: 'createSegment',
  summary: 'Make a segment, or a list',
  description: 'A segment is described by its rule; without one it is a list, empty until people are put onto it.',
  security: writing.security,
  middleware: writing.middleware,
  request: body(Draft.partial({ rule: true })),
  responses: { 200: json('Made, as a draft.', z.object({ id: SegmentId })), ...writing.problems },
});
const change = createRoute({
  method: 'put',
  path: '/segments/{id}',
  operationId: 'changeSegment',
  summary: 'Edit a segment',
  description: '`revision` is the one that was read: who edits a stale one is told so. It acts after the next publish.',
  security: writing.security,
  middleware: writing.middleware,
  request: { params, ...body(Draft.extend({ revision: z.int() })) },
  responses: { 200: json('Saved, as a draft.', z.object({ revision: z.int() })), ...writing.problems },
});
const remove = createRoute({
  method: 'delete',
  path: '/segments/{id}',
  operationId: 'deleteSegment',
  summary: 'Delete a segment that nothing uses',
  security: writing.security,
  middleware: writing.middleware,
  request: { params },
  responses: {
    200: json('Gone, for visitors with the next publish.', z.object({ id: SegmentId })),
    ...writing.problems,
  },
});

export const segments = newApi()
  .openapi(list, async function listSegments(c) {
    const { site } = c.var.token;
    const [all, sizes] = await Promise.all([
      new Definitions(c.env.DB, site).list('segment'),
      segmentSizes(c.env.DB, site),
    ]);
    return c.json({ segments: all.map((one) => segmentBody(one, sizes)) }, 200);
  })
  .openapi(get, async function getSegment(c) {
    const { site } = c.var.token;
    const stored = await new Definitions(c.env.DB, site).get('segment', c.req.valid('param').id);
    if (!stored) throw new ProblemError('not-found', 'this site has no such segment');
    return c.json(segmentBody(stored, await segmentSizes(c.env.DB, site)), 200);
  })
  .openapi(create, async function createSegment(c) {
    const { site } = c.var.token;
    const { name, notes, tags, rule } = c.req.valid('json');
    const now = Date.now();
    if (rule === undefined) {
      const { id } = await createStatic(c.env.DB, site, { name, notes, tags, kind: 'list', members: [], now });
      return c.json({ id }, 200);
    }
    const draft = segmentOf({
      id: newId('seg_'),
      name,
      ...(notes !== undefined && { notes }),
      ...(tags !== undefined && { tags }),
      rule,
    });
    await new Definitions(c.env.DB, site).create('segment', draft.id, draft, now);
    return c.json({ id: draft.id }, 200);
  })
  .openapi(change, async function changeSegment(c) {
    const { site } = c.var.token;
    const { id } = c.req.valid('param');
    const { revision, ...wanted } = c.req.valid('json');
    const definitions = new Definitions(c.env.DB, site);
    const stored = await definitions.get('segment', id);
    if (!stored) throw new ProblemError('not-found', 'this site has no such segment');
    if (stored.draft.kind !== undefined)
      throw new ProblemError('conflict', 'a list has no rule to edit: edit its members');
    const draft = segmentOf({ ...stored.draft, ...wanted });
    if (!(await definitions.saveDraft('segment', draft, { id, revision, now: Date.now() }))) {
      throw new ProblemError('conflict', `revision ${revision} is stale: read it again`);
    }
    return c.json({ revision: revision + 1 }, 200);
  })
  .openapi(remove, async function removeSegment(c) {
    const { id } = c.req.valid('param');
    await deleteSegment(c.env.DB, c.var.token.site, { id, now: Date.now() });
    return c.json({ id }, 200);
  });

/** Throws `invalid-request` with pointers. */
function segmentOf(raw: unknown): Segment {
  const parsed = parseItem(Segment, raw, '');
  if (!parsed.ok) throw new ProblemError('invalid-request', undefined, parsed.faults);
  return parsed.value;
}

function segmentBody(
  stored: StoredDefinition<'segment'>,
  sizes: Awaited<ReturnType<typeof segmentSizes>>,
): z.infer<typeof SegmentBody> {
  const { id, draft, revision, ordinal, published } = stored;
  const size = sizes.get(ordinal);
  return {
    id,
    name: draft.name,
    kind: draft.kind ?? 'dynamic',
    tags: draft.tags ?? [],
    rule: draft.rule,
    state: definitionState(stored),
    size: published && size ? { total: size.total, identified: size.identified } : null,
    revision,
  };
}
