import { Hono } from 'hono';
import * as z from 'zod';
import { Campaign } from '../../../shared/schema/campaign.ts';
import type { AuditedContext } from '../../middleware/audited.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { changesBetween } from '../../services/audit.ts';
import { definitionState } from '../../services/console/definition-state.ts';
import { newId } from '../../services/console/secret.ts';
import { capsWords } from '../../services/console/settings-words.ts';
import { campaignCounts, noCounts } from '../../stores/campaign-counts.ts';
import { Definitions, type StoredDefinition } from '../../stores/definitions.ts';
import { body } from './body.ts';
import { notSaved } from './not-saved.ts';

const Draft = Campaign.omit({ id: true });
const Creation = z.strictObject({ draft: Draft });
const Edit = z.strictObject({ revision: z.number().int(), draft: Draft });

export const campaigns = new Hono<AuditedContext>()
  .get('/', async function listCampaigns(c) {
    const { site } = c.var.user;
    const [all, counts] = await Promise.all([
      new Definitions(c.env.DB, site).list('campaign'),
      campaignCounts(c.env.DB, site),
    ]);
    return c.json({ campaigns: all.map((one) => ({ ...campaignRow(one), counts: counts.get(one.id) ?? noCounts })) });
  })
  .post('/', body(Creation), async function createCampaign(c) {
    const draft = { id: newId('cmp_'), ...c.req.valid('json').draft };
    await new Definitions(c.env.DB, c.var.user.site).create('campaign', draft.id, draft, Date.now());
    c.set('note', { subject: draft.id, name: draft.name });
    return c.json({ id: draft.id, revision: 1 }, 201);
  })
  .get('/:id', async function getCampaign(c) {
    const campaign = await new Definitions(c.env.DB, c.var.user.site).get('campaign', c.req.param('id'));
    if (!campaign) throw new ProblemError('not-found', 'this site has no such campaign');
    return c.json(campaignRow(campaign));
  })
  .put('/:id', body(Edit), async function saveCampaign(c) {
    const id = c.req.param('id');
    const { revision, draft } = c.req.valid('json');
    const definitions = new Definitions(c.env.DB, c.var.user.site);
    const before = await definitions.get('campaign', id);
    if (!(await definitions.saveDraft('campaign', { id, ...draft }, { id, revision, now: Date.now() }))) {
      throw await notSaved(definitions, 'campaign', { id, revision });
    }
    const changes = changesBetween(before?.draft ?? null, { id, ...draft }, { caps: capsWords });
    c.set('note', { name: draft.name, changes });
    return c.json({ id, revision: revision + 1 });
  });

function campaignRow(campaign: StoredDefinition<'campaign'>) {
  return {
    id: campaign.id,
    revision: campaign.revision,
    state: definitionState(campaign),
    draft: campaign.draft,
    /** What visitors get now: `null` before the first publish. */
    liveState: campaign.published?.state ?? null,
    updatedAt: campaign.updatedAt,
  };
}
