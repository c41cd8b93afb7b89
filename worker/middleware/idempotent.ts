import { createMiddleware } from 'hono/factory';
import { hashSecret } from '../services/console/secret.ts';
import { IdempotencyKeys } from '../stores/idempotency-keys.ts';
import type { ApiContext } from './bearer.ts';
import { ProblemError } from './problem.ts';

const keyPattern = /^[\x21-\x7e]{1,200}$/;

/**
 * A changing request with an `Idempotency-Key` runs once: sent again within a day it gets the answer of the first time, with
 * `Idempotency-Replayed: true`. The same key for another request is refused, and so is one whose first request still runs.
 */
export const idempotent = createMiddleware<ApiContext>(async function idempotent(c, next) {
  const key = c.req.header('idempotency-key');
  if (key === undefined || c.req.method === 'GET') return next();
  if (!keyPattern.test(key))
    throw new ProblemError('invalid-request', 'an Idempotency-Key is 1 to 200 visible characters');
  const keys = new IdempotencyKeys(c.env.DB, c.var.token.site);
  const request = await hashSecret(`${c.req.method} ${c.req.path}\n${await c.req.text()}`);
  const now = Date.now();
  const known = await keys.begin(key, request, now);
  if (known) {
    if (known.request !== request)
      throw new ProblemError('idempotency-conflict', 'this key was used for another request');
    if (known.status === null)
      throw new ProblemError('idempotency-conflict', 'the first request with this key still runs');
    return new Response(known.body, {
      status: known.status,
      headers: { 'content-type': contentTypeOf(known.status), 'idempotency-replayed': 'true' },
    });
  }
  try {
    await next();
  } catch (error) {
    await keys.forget(key);
    throw error;
  }
  // What failed on our side, or for now, may be tried again.
  if (c.res.status >= 500 || c.res.status === 429) await keys.forget(key);
  else await keys.finish(key, { status: c.res.status, body: await c.res.clone().text() });
});

function contentTypeOf(status: number): string {
  return status >= 400 ? 'application/problem+json' : 'application/json';
}
