import type { Env } from '../config.ts';
import { deliverWebhooks } from './deliver-webhooks.ts';
import { fanOut } from './fan-out.ts';
import { Pace } from './pace.ts';

/** Between two looks at what happened. */
const lookMs = 10_000;

/** Tells webhooks what happened, again and again until `endsAt` (epoch ms). */
export async function tellWebhooks(env: Env, endsAt: number): Promise<void> {
  do {
    await fanOut(env, new Pace(endsAt));
    await deliverWebhooks(env, endsAt);
    const leftMs = endsAt - Date.now();
    if (leftMs > 0) await scheduler.wait(Math.min(lookMs, leftMs));
  } while (Date.now() < endsAt);
}
