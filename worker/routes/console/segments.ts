import { Hono } from 'hono';
import * as z from 'zod';
import { Segment } from '../../../shared/schema/segment.ts';
import { ProblemError } from '../../middleware/problem.ts';
import type { ConsoleContext } from '../../middleware/signed-in.ts';
import { newId } from '../../services/console/secret.ts';
import { publishedRules, segmentRow } from '../../services/console/segment-rows.ts';
import { Definitions } from '../../stores/definitions.ts';
import { segmentSizes } from '../../stores/segment-sizes.ts';
import { body } from './body.ts';
import { notSaved } from './not-saved.ts';

const Draft = Segment.omit({ id: true });
const Creation = z.strictObject({ draft: Draft });
const Edit = z.strictObject({ revision: z.number().int(), draft: Draft });

export const segments = new Hono<ConsoleContext>()
  .get('/', async function listSegments(c) {
    const { site } = c.var.user;
    const definitions = new Definitions(c.env.DB, site);
    const [all, campaigns, sizes] = await Promise.all([
      definitions.list('segment'),
      definitions.list('campaign'),
      segmentSizes(c.env.DB, site),
    ]);
    const rules = publishedRules(all);
    return c.json({ segments: all.map((segment) => segmentRow(segment, { sizes, segments: all, campaigns, rules })) });
  })
  .post('/', body(Creation), async function createSegment(c) {
    const draft = { id: newId('seg_'), ...c.req.valid('json').draft };
    await new Definitions(c.env.DB, c.var.user.site).create('segment', draft.id, draft, Date.now());
    return c.json({ id: draft.id, revision: 1 }, 201);
  })
  .get('/:id', async function getSegment(c) {
    const { site } = c.var.user;
    const definitions = new Definitions(c.env.DB, site);
    const [all, campaigns, sizes] = await Promise.all([
      definitions.list('segment'),
      definitions.list('campaign'),
      segmentSizes(c.env.DB, site),
    ]);
    const segment = all.find(({ id }) => id === c.req.param('id'));
    if (!segment) throw new ProblemError('not-found', 'this site has no such segment');
    return c.json(segmentRow(segment, { sizes, segments: all, campaigns, rules: publishedRules(all) }));
  })
  .put('/:id', body(Edit), async function saveSegment(c) {
    const id = c.req.param('id');
    const { revision, draft } = c.req.valid('json');
    const definitions = new Definitions(c.env.DB, c.var.user.site);
    if (!(await definitions.saveDraft('segment', { id, ...draft }, { id, revision, now: Date.now() }))) {
      throw await notSaved(definitions, 'segment', { id, revision });
    }
    return c.json({ id, revision: revision + 1 });
  });
