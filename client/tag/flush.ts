import type { CollectResponse } from '../../shared/schema/protocol.ts';
import { freeze, settle } from './batch.ts';
import { config } from './config.ts';
import { collecting } from './consent.ts';
import { forgetErased } from './forget.ts';
import { debug, guard } from './guard.ts';
import { signal } from './signals.ts';
import { type Batch, unacknowledged } from './state.ts';
import { change, state, storeName } from './store.ts';

/** At most one request per five seconds in steady state. */
const spacingMs = 5_000;

/** What happens together leaves together: a page view, its replayed events and the first cart. */
const settleMs = 200;

const firstRetryMs = 1_000;
const longestRetryMs = 300_000;
const requestTimeoutMs = 30_000;

/** More failures of the network than this, while the browser is online, are an ad blocker. */
const maxNetworkFailures = 3;

let timer: ReturnType<typeof setTimeout> | undefined;
let nextAt = 0;
/** Infinite after a 403 or for an ad blocker: this page sends nothing any more. */
let notBefore = 0;
let retries = 0;
let networkFailures = 0;
let isSending = false;
/** More waits than the batch that is on its way. */
let isWanted = false;

/** Flushes soon, with respect for the spacing and for what the server asked. */
export function scheduleFlush(): void {
  clearTimeout(timer);
  // Timers drop fractions of a millisecond, and one that comes early finds nothing to do.
  timer = setTimeout(guard(flush), Math.max(settleMs, 1 + Math.max(nextAt, notBefore) - performance.now()));
}

/** The network is back. */
export function retryNow(): void {
  networkFailures = notBefore = retries = nextAt = 0;
  scheduleFlush();
}

/** Sends what is in the outbox now, if no other tab does. */
export async function flush(): Promise<void> {
  isWanted = true;
  if (isSending || !collecting() || performance.now() < notBefore) return;
  isSending = true;
  // Only secure contexts have locks. Without them two tabs may send one batch twice; the server counts it once.
  const sent = navigator.locks?.request(storeName, { ifAvailable: true }, (lock) => {
    // A page that holds a lock cannot be kept for the back button.
    if (lock) return Promise.race([deliver(), new Promise((leave) => addEventListener('pagehide', leave))]);
  });
  await (sent || deliver()).finally(() => {
    isSending = false;
    if (isWanted) scheduleFlush();
  });
}

/** Sends one batch, and those that should follow at once. */
async function deliver(): Promise<void> {
  const batch = await change((next) => {
    const first = freeze(next);
    isWanted = unacknowledged(next).length > (first?.events.length ?? 0);
    return first;
  });
  if (!batch) return;
  nextAt = performance.now() + spacingMs;
  try {
    const response = await post(batch);
    const { status } = response;
    if (status === 408 || status === 429 || status > 499) retry(+(response.headers.get('retry-after') as string));
    else if (status === 403 || (status === 401 && !state.token)) notBefore = Infinity;
    else {
      const body: CollectResponse | false = response.ok && (await response.json());
      networkFailures = retries = 0;
      if (status === 410) await forgetErased();
      else await change((next) => settle(next, batch, status, body));
      if (body) signal('reply', body);
      if (body ? isWanted : status !== 410) await deliver();
    }
  } catch {
    // Offline, the browser says when it is over.
    if (navigator.onLine && ++networkFailures >= maxNetworkFailures) notBefore = Infinity;
    else retry(0);
  }
}

/** Full jitter, on top of what the server asked for, so that many pages do not come back at once. */
function retry(afterSeconds: number): void {
  const waitMs = Math.random() * firstRetryMs * 2 ** retries++;
  notBefore = performance.now() + Math.min(waitMs + (afterSeconds * 1_000 || 0), longestRetryMs);
  nextAt = 0;
  scheduleFlush();
}

/** The frozen batch comes last, untouched by what differs between two sendings. */
export const post = (batch: Batch | undefined, { seed, token } = state): Promise<Response> =>
  send('collect', { seed, token, sentAt: Date.now(), debug: debug.token ?? undefined, batch });

/** Asks the server in the visitor's name. As text, so that no preflight is needed; the page may go away meanwhile. */
export function send(what: 'collect' | 'privacy', body: object): Promise<Response> {
  const { site, host } = config;
  return fetch(`${host}/v1/${what}`, {
    method: 'POST',
    body: JSON.stringify({ site, ...body }),
    keepalive: true,
    credentials: 'omit',
    signal: AbortSignal.timeout(requestTimeoutMs),
  });
}
