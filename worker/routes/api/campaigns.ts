import { createRoute } from '@hono/zod-openapi';
import * as z from 'zod';
import { Campaign } from '../../../shared/schema/campaign.ts';
import { CampaignId } from '../../../shared/schema/names.ts';
import type { Env } from '../../config.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { definitionState } from '../../services/console/definition-state.ts';
import type { ApiToken } from '../../stores/api-tokens.ts';
import { Definitions, type StoredDefinition } from '../../stores/definitions.ts';
import { body, json, newApi, operation } from './api-app.ts';

const states = Campaign.shape.state;
const CampaignBody = z
  .object({
    id: CampaignId,
    name: z.string(),
    state: states.meta({ description: 'As it is edited; it acts after the next publish.' }),
    published: states.nullable().meta({ description: 'What visitors get now; null before the first publish.' }),
    changes: z.enum(['draft', 'published', 'changed']),
    revision: z.int(),
    draft: z.unknown().meta({ description: 'The whole campaign, as the console edits it.' }),
  })
  .meta({ id: 'Campaign' });

const params = z.object({ id: CampaignId });
const reading = operation('read', 'not-found');
const writing = operation('admin', 'not-found', 'conflict');

const list = createRoute({
  method: 'get',
  path: '/campaigns',
  operationId: 'listCampaigns',
  summary: 'Campaigns of the site',
  security: reading.security,
  middleware: reading.middleware,
  responses: { 200: json('All of them.', z.object({ campaigns: z.array(CampaignBody) })), ...reading.problems },
});
const get = createRoute({
  method: 'get',
  path: '/campaigns/{id}',
  operationId: 'getCampaign',
  summary: 'Read a campaign',
  security: reading.security,
  middleware: reading.middleware,
  request: { params },
  responses: { 200: json('The campaign.', CampaignBody), ...reading.problems },
});
const setState = createRoute({
  method: 'put',
  path: '/campaigns/{id}/state',
  operationId: 'setCampaignState',
  summary: 'Have a campaign go live or pause',
  description: 'With the next publish. `revision` is the one that was read.',
  security: writing.security,
  middleware: writing.middleware,
  request: { params, ...body(z.strictObject({ state: states, revision: z.int() })) },
  responses: { 200: json('Saved, as a draft.', z.object({ revision: z.int() })), ...writing.problems },
});

export const campaigns = newApi()
  .openapi(list, async function listCampaigns(c) {
    const all = await new Definitions(c.env.DB, c.var.token.site).list('campaign');
    return c.json({ campaigns: all.map(campaignBody) }, 200);
  })
  .openapi(get, async function getCampaign(c) {
    return c.json(campaignBody(await campaignOf(c.env, c.var.token, c.req.valid('param').id)), 200);
  })
  .openapi(setState, async function setCampaignState(c) {
    const { state, revision } = c.req.valid('json');
    const { id, draft } = await campaignOf(c.env, c.var.token, c.req.valid('param').id);
    const definitions = new Definitions(c.env.DB, c.var.token.site);
    if (!(await definitions.saveDraft('campaign', { ...draft, state }, { id, revision, now: Date.now() }))) {
      throw new ProblemError('conflict', `revision ${revision} is stale: read it again`);
    }
    return c.json({ revision: revision + 1 }, 200);
  });

async function campaignOf(env: Env, { site }: ApiToken, id: string): Promise<StoredDefinition<'campaign'>> {
  const stored = await new Definitions(env.DB, site).get('campaign', id);
  if (!stored) throw new ProblemError('not-found', 'this site has no such campaign');
  return stored;
}

function campaignBody(stored: StoredDefinition<'campaign'>): z.infer<typeof CampaignBody> {
  const { id, draft, published, revision } = stored;
  return {
    id,
    name: draft.name,
    state: draft.state,
    published: published?.state ?? null,
    changes: definitionState(stored),
    revision,
    draft,
  };
}
