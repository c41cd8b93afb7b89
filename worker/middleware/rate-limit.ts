import { createMiddleware } from 'hono/factory';
import type { ApiContext } from './bearer.ts';
import { problemResponse } from './problem.ts';

/** Requests a minute and token: a batch carries a thousand people, so an honest client needs far fewer. */
export const requestsPerMinute = 300;

/**
 * Counts the requests of a token by the minute and refuses beyond the limit. Every answer tells where the caller stands, by the
 * fields of draft-ietf-httpapi-ratelimit-headers.
 */
export const rateLimit = createMiddleware<ApiContext>(async function rateLimit(c, next) {
  const now = Date.now();
  const minute = Math.floor(now / 60_000);
  const requests =
    (await c.env.DB.prepare(
      `INSERT INTO rate_windows (token, minute, requests) VALUES (?1, ?2, 1)
       ON CONFLICT DO UPDATE SET requests = requests + 1 RETURNING requests`,
    )
      .bind(c.var.token.id, minute)
      .first<number>('requests')) ?? 1;
  const resetSeconds = Math.ceil(((minute + 1) * 60_000 - now) / 1_000);
  const fields = {
    'ratelimit-policy': `"minute";q=${requestsPerMinute};w=60`,
    ratelimit: `"minute";r=${Math.max(requestsPerMinute - requests, 0)};t=${resetSeconds}`,
  };
  if (requests > requestsPerMinute) {
    const refused = problemResponse(
      'rate-limited',
      `${requestsPerMinute} requests a minute: go on in ${resetSeconds} s`,
    );
    for (const [name, value] of Object.entries(fields)) refused.headers.set(name, value);
    refused.headers.set('retry-after', String(resetSeconds));
    return refused;
  }
  await next();
  for (const [name, value] of Object.entries(fields)) c.res.headers.set(name, value);
});
