import { Hono } from 'hono';
import * as z from 'zod';
import type { SiteId } from '../../../shared/schema/names.ts';
import { Segment } from '../../../shared/schema/segment.ts';
import type { Env } from '../../config.ts';
import type { AuditedContext } from '../../middleware/audited.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { newId } from '../../services/console/secret.ts';
import { segmentChanges } from '../../services/console/segment-changes.ts';
import { publishedRules, segmentRow } from '../../services/console/segment-rows.ts';
import { Definitions } from '../../stores/definitions.ts';
import { Rescans } from '../../stores/rescans.ts';
import { latestDays } from '../../stores/segment-days.ts';
import { segmentSizes } from '../../stores/segment-sizes.ts';
import { readSite } from '../../stores/sites.ts';
import { StaticSegments } from '../../stores/static-segments.ts';
import { body } from './body.ts';
import { notSaved } from './not-saved.ts';

/** Static ones are made of people, by a route of their own. */
const NewDraft = Segment.omit({ id: true, kind: true });
const Creation = z.strictObject({ draft: NewDraft });
const Edit = z.strictObject({ revision: z.number().int(), draft: Segment.omit({ id: true }) });

export const segments = new Hono<AuditedContext>()
  .get('/', async function listSegments(c) {
    return c.json({ segments: await segmentRows(c.env, c.var.user.site) });
  })
  .post('/', body(Creation), async function createSegment(c) {
    const draft = { id: newId('seg_'), ...c.req.valid('json').draft };
    await new Definitions(c.env.DB, c.var.user.site).create('segment', draft.id, draft, Date.now());
    c.set('note', { subject: draft.id, name: draft.name });
    return c.json({ id: draft.id, revision: 1 }, 201);
  })
  .get('/:id', async function getSegment(c) {
    const segment = (await segmentRows(c.env, c.var.user.site)).find(({ id }) => id === c.req.param('id'));
    if (!segment) throw new ProblemError('not-found', 'this site has no such segment');
    return c.json(segment);
  })
  .put('/:id', body(Edit), async function saveSegment(c) {
    const id = c.req.param('id');
    const { revision, draft } = c.req.valid('json');
    const definitions = new Definitions(c.env.DB, c.var.user.site);
    const stored = await definitions.get('segment', id);
    if (stored && draft.kind !== stored.draft.kind) {
      throw new ProblemError('invalid-request', undefined, [
        { pointer: '/draft/kind', detail: 'a kind never changes' },
      ]);
    }
    // What a static segment stands for is not for editors to say.
    const rule = stored?.draft.kind === undefined ? draft.rule : stored.draft.rule;
    if (!(await definitions.saveDraft('segment', { id, ...draft, rule }, { id, revision, now: Date.now() }))) {
      throw await notSaved(definitions, 'segment', { id, revision });
    }
    c.set('note', {
      name: draft.name,
      changes: await changesTo(c.env, c.var.user.site, { before: stored?.draft, after: { id, ...draft, rule } }),
    });
    return c.json({ id, revision: revision + 1 });
  });

async function changesTo(env: Env, site: SiteId, change: { before: Segment | undefined; after: Segment }) {
  const found = await readSite(env.DB, site);
  return found ? segmentChanges(new Definitions(env.DB, site), found, change) : [];
}

async function segmentRows(env: Env, site: SiteId) {
  const definitions = new Definitions(env.DB, site);
  const [all, campaigns, sizes, totals, days, walk] = await Promise.all([
    definitions.list('segment'),
    definitions.list('campaign'),
    segmentSizes(env.DB, site),
    new StaticSegments(env.DB).totals(site),
    latestDays(env.DB, site),
    new Rescans(env.DB).progress(site),
  ]);
  const rules = publishedRules(all);
  return all.map((segment) => segmentRow(segment, { sizes, segments: all, campaigns, rules, totals, days, walk }));
}
