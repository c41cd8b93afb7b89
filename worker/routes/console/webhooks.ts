import { Hono } from 'hono';
import * as z from 'zod';
import { WebhookSettings } from '../../../shared/schema/webhook.ts';
import type { Env } from '../../config.ts';
import type { AuditedContext } from '../../middleware/audited.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { changesBetween } from '../../services/audit.ts';
import { profileId } from '../../services/console/profile-rows.ts';
import { newId } from '../../services/console/secret.ts';
import { seal, unseal } from '../../services/sealed.ts';
import { addressFault } from '../../services/webhooks/address.ts';
import { newWebhookSecret, webhookPurpose } from '../../services/webhooks/secret.ts';
import { send } from '../../services/webhooks/send.ts';
import { type Delivery, type DeliveryPlace, deliveriesOf, replayDelivery } from '../../stores/webhook-deliveries.ts';
import { type StoredWebhook, Webhooks } from '../../stores/webhooks.ts';
import { body } from './body.ts';
import { query } from './query.ts';

const pageSize = 50;
/** `after` is the `next` of the page before. */
const Page = z.strictObject({
  after: z
    .string()
    .max(200)
    .regex(/^\d{1,15} \S+$/)
    .optional(),
});

/** Addresses of the site's own that are told what happens, what they were told, and what could not be. */
export const webhooks = new Hono<AuditedContext>()
  .get('/', async function listWebhooks(c) {
    const all = await new Webhooks(c.env.DB).list(c.var.user.site);
    return c.json({ webhooks: all.map(webhookRow) });
  })
  .post('/', body(WebhookSettings), async function createWebhook(c) {
    const settings = c.req.valid('json');
    await refuseHidden(c.env, settings.url);
    const { site } = c.var.user;
    const secret = newWebhookSecret();
    const sealed = await seal(c.env.VISITOR_SECRET, webhookPurpose(site), secret);
    const webhook = { ...settings, id: newId('wh_'), site, secret: sealed, createdAt: Date.now() };
    await new Webhooks(c.env.DB).put(webhook);
    c.set('note', { subject: webhook.id, name: settings.url });
    return c.json({ id: webhook.id, secret }, 201);
  })
  .put('/:id', body(WebhookSettings), async function changeWebhook(c) {
    const settings = c.req.valid('json');
    const before = await webhookOf(c.env, c.var.user.site, c.req.param('id'));
    if (settings.url !== before.url) await refuseHidden(c.env, settings.url);
    const { id, site, secret, createdAt, ...was } = before;
    await new Webhooks(c.env.DB).put({ ...settings, id, site, secret, createdAt });
    c.set('note', { name: settings.url, changes: changesBetween(was, settings) });
    return c.body(null, 204);
  })
  .delete('/:id', async function removeWebhook(c) {
    const { id, site, url } = await webhookOf(c.env, c.var.user.site, c.req.param('id'));
    await new Webhooks(c.env.DB).remove(site, id);
    c.set('note', { name: url });
    return c.body(null, 204);
  })
  .post('/:id/test', async function testWebhook(c) {
    const { site, url, secret } = await webhookOf(c.env, c.var.user.site, c.req.param('id'));
    const now = Date.now();
    const text = JSON.stringify({ type: 'test', timestamp: new Date(now).toISOString(), data: {} });
    const opened = await unseal(c.env.VISITOR_SECRET, webhookPurpose(site), secret);
    return c.json(await send(c.env, { url, secret: opened, id: newId('msg_'), body: text, now }));
  })
  .get('/:id/deliveries', query(Page), async function listDeliveries(c) {
    const { id, site } = await webhookOf(c.env, c.var.user.site, c.req.param('id'));
    const after = placeOf(c.req.valid('query').after);
    const page = await deliveriesOf(c.env.DB, { site, webhook: id, after, limit: pageSize });
    const last = page.length === pageSize ? page.at(-1) : undefined;
    return c.json({ deliveries: page.map(deliveryRow), next: last ? `${last.createdAt} ${last.id}` : null });
  })
  .post('/:id/deliveries/:delivery/replay', async function replay(c) {
    const { id, site } = await webhookOf(c.env, c.var.user.site, c.req.param('id'));
    const wanted = { site, webhook: id, id: c.req.param('delivery'), now: Date.now() };
    if (!(await replayDelivery(c.env.DB, wanted))) throw new ProblemError('not-found', 'no such delivery is over');
    return c.body(null, 204);
  });

function placeOf(text: string | undefined): DeliveryPlace | null {
  if (text === undefined) return null;
  const [createdAt, id = ''] = text.split(' ');
  return { createdAt: Number(createdAt), id };
}

async function webhookOf(env: Env, site: StoredWebhook['site'], id: string): Promise<StoredWebhook> {
  const webhook = await new Webhooks(env.DB).get(site, id);
  if (!webhook) throw new ProblemError('not-found', 'this site has no such webhook');
  return webhook;
}

async function refuseHidden(env: Env, url: string): Promise<void> {
  const detail = await addressFault(env, url);
  if (detail !== null) throw new ProblemError('invalid-request', undefined, [{ pointer: '/url', detail }]);
}

function webhookRow({ id, url, kinds, segments, paused, createdAt }: StoredWebhook) {
  return { id, url, kinds, segments: segments ?? null, paused, createdAt };
}

/** `profile` is null where it is about the site as a whole. */
function deliveryRow({ id, n, kind, body: text, state, attempts, nextAt, status, fault, createdAt, doneAt }: Delivery) {
  return {
    id,
    profile: n === 0 ? null : profileId(n),
    kind,
    body: text,
    state,
    attempts,
    nextAt,
    status,
    fault,
    createdAt,
    doneAt,
  };
}
