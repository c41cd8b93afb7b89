import type { Env } from '../config.ts';
import { unseal } from '../services/sealed.ts';
import { webhookPurpose } from '../services/webhooks/secret.ts';
import { send } from '../services/webhooks/send.ts';
import {
  type Delivery,
  dueDeliveries,
  forgetDeliveries,
  noteAttempt,
  takeDelivery,
} from '../stores/webhook-deliveries.ts';
import { Webhooks } from '../stores/webhooks.ts';

const minuteMs = 60_000;
/** Waits after each attempt that failed; with the last one a day has passed, and the delivery is given up. */
export const retryAfterMs = [1, 5, 15, 60, 180, 360, 780].map((minutes) => minutes * minuteMs);

const atOnce = 8;
const pageSize = 100;
/** An attempt that was cut off is made again after this. */
const cutOffMs = 2 * minuteMs;
const keptMs = 30 * 24 * 60 * minuteMs;

/** Makes the attempts that are due, until `endsAt` (epoch ms). `clock`: epoch ms. */
export async function deliverWebhooks(env: Env, endsAt: number, clock = Date.now): Promise<void> {
  await forgetDeliveries(env.DB, clock() - keptMs);
  while (Date.now() < endsAt) {
    const due = await dueDeliveries(env.DB, { now: clock(), limit: pageSize });
    for (let from = 0; from < due.length; from += atOnce) {
      if (Date.now() >= endsAt) return;
      await Promise.all(due.slice(from, from + atOnce).map((delivery) => attempt(env, delivery, clock())));
    }
    if (due.length < pageSize) return;
  }
}

async function attempt(env: Env, delivery: Delivery, now: number): Promise<void> {
  if (!(await takeDelivery(env.DB, delivery, now + cutOffMs))) return;
  const { id, site, body } = delivery;
  const webhook = await new Webhooks(env.DB).get(site, delivery.webhook);
  const attempts = delivery.attempts + 1;
  if (!webhook) {
    const gone = {
      state: 'dead',
      attempts,
      nextAt: null,
      status: null,
      fault: 'the webhook is gone',
      doneAt: now,
    } as const;
    return noteAttempt(env.DB, id, gone);
  }
  const secret = await unseal(env.VISITOR_SECRET, webhookPurpose(site), webhook.secret);
  const { status, fault } = await send(env, { url: webhook.url, secret, id, body, now });
  const waitMs = fault === null ? undefined : retryAfterMs[attempts - 1];
  const state = fault === null ? 'delivered' : waitMs === undefined ? 'dead' : 'waiting';
  const nextAt = waitMs === undefined ? null : now + waitMs;
  await noteAttempt(env.DB, id, { state, attempts, nextAt, status, fault, doneAt: waitMs === undefined ? now : null });
}
