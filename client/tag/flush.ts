import type { CollectResponse } from '../../shared/schema/protocol.ts';
import { acknowledge, drop, freeze } from './batch.ts';
import { config } from './config.ts';
import { collecting, sleepMs } from './consent.ts';
import { debug, guard } from './guard.ts';
import { signal } from './signals.ts';
import { type Batch, unacknowledged } from './state.ts';
import { change, state, storeName } from './store.ts';
import { finishWithdrawal, isWithdrawing } from './withdrawal.ts';

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
let lastSentAt = -spacingMs;
let notBefore = 0;
let retries = 0;
let networkFailures = 0;
let isSending = false;
/** More waits than the batch that is on its way. */
let isWanted = false;
/** 403, or an ad blocker: this page sends nothing any more. */
let hasStopped = false;

/** Milliseconds since the last request of this tab. */
export const sinceLastRequestMs = (): number => performance.now() - lastSentAt;

/** Flushes soon, with respect for the spacing and for what the server asked. */
export function scheduleFlush(): void {
  clearTimeout(timer);
  const waitMs = Math.max(settleMs, spacingMs - sinceLastRequestMs(), notBefore - performance.now());
  timer = setTimeout(guard(flush), waitMs);
}

/** The network is back. */
export function retryNow(): void {
  networkFailures = notBefore = retries = 0;
  lastSentAt = -spacingMs;
  scheduleFlush();
}

/** Sends what is in the outbox now, if no other tab does; `even` when that is nothing. */
export async function flush(even = false): Promise<void> {
  isWanted = true;
  const maySend = collecting() === 'yes' || isWithdrawing();
  if (isSending || hasStopped || !maySend || performance.now() < notBefore) return;
  isSending = true;
  const send = async (): Promise<void> => {
    while (await deliver(even));
    await finishWithdrawal();
  };
  // Only secure contexts have locks. Without them two tabs may send one batch twice; the server counts it once.
  const sent = navigator.locks?.request(storeName, { ifAvailable: true }, (lock) => {
    // A page that holds a lock cannot be kept for the back button.
    if (lock) return Promise.race([send(), new Promise((leave) => addEventListener('pagehide', leave))]);
    scheduleFlush();
  });
  await (sent ?? send()).finally(() => {
    isSending = false;
  });
}

/** Sends one batch; answers whether another should follow at once. */
async function deliver(even: boolean): Promise<boolean> {
  const batch = await change((next) => {
    const first = freeze(next, even);
    isWanted = unacknowledged(next).length > (first?.events.length ?? 0);
    return first;
  });
  if (!batch) return false;
  lastSentAt = performance.now();
  try {
    let response = await post(batch);
    if (response.status === 401 && state.token) {
      await change((next) => {
        delete next.token;
      });
      response = await post(batch);
    }
    const { status } = response;
    if (status === 200) {
      const body = (await response.json()) as CollectResponse;
      const isMine = await change((next) => acknowledge(next, body));
      networkFailures = retries = 0;
      if (isMine) signal('acknowledged', body);
      return isMine && isWanted;
    }
    if (status === 401 || status === 403) hasStopped = true;
    else if (status === 408 || status === 429 || status > 499) retry(Number(response.headers.get('retry-after')));
    else {
      await change((next) => {
        if (status !== 410) return drop(next, status === 413);
        next.sleepUntil = Date.now() + sleepMs;
        delete next.decision;
      });
      return status !== 410;
    }
  } catch {
    // Offline, the browser says when it is over.
    if (navigator.onLine) networkFailures++;
    hasStopped = networkFailures >= maxNetworkFailures;
    retry(0);
  }
  return false;
}

/** Full jitter, so that many pages do not come back at once. */
function retry(afterSeconds: number): void {
  const waitMs = Math.random() * firstRetryMs * 2 ** retries++;
  notBefore = performance.now() + Math.min(Math.max(waitMs, afterSeconds * 1_000 || 0), longestRetryMs);
  lastSentAt = -spacingMs;
  scheduleFlush();
}

/** The frozen bytes come last, untouched by what differs between two sendings. */
function post(batch: Batch): Promise<Response> {
  const { seed, token } = state;
  const envelope = { site: config.site, seed, token, sentAt: Date.now(), debug: debug.token || undefined };
  return fetch(`${config.host}/v1/collect`, {
    method: 'POST',
    body: `${JSON.stringify(envelope).slice(0, -1)},"batch":${JSON.stringify(batch)}}`,
    keepalive: true,
    credentials: 'omit',
    signal: AbortSignal.timeout(requestTimeoutMs),
  });
}
