import { Webhook } from 'standardwebhooks';
import type { Env } from '../../config.ts';
import { addressFault } from './address.ts';

const timeoutMs = 10_000;

/** What came of one sending: `fault` is null when the address took it (a status of 2xx). */
export interface Sent {
  status: number | null;
  fault: string | null;
}

/**
 * Sends a body once, signed by the Standard Webhooks scheme (https://www.standardwebhooks.com): HMAC-SHA256 of id, time and body. Redirects
 * are not followed. `secret` as `whsec_…`.
 */
export async function send(
  env: Env,
  { url, secret, id, body, now }: { url: string; secret: string; id: string; body: string; now: number },
): Promise<Sent> {
  const addressed = await addressFault(env, url);
  if (addressed !== null) return { status: null, fault: `the address ${addressed}` };
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Usher-Webhooks/1',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(now / 1_000)),
        'webhook-signature': new Webhook(secret).sign(id, new Date(now), body),
      },
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    return { status: response.status, fault: response.ok ? null : `answered ${response.status}` };
  } catch (error) {
    return { status: null, fault: error instanceof Error ? error.message.slice(0, 200) : 'could not be reached' };
  }
}
