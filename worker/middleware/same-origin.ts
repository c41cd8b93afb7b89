import { createMiddleware } from 'hono/factory';
import { ProblemError } from './problem.ts';

/**
 * Lets a changing request pass only when the browser says that a page of this very origin made it. Stricter than hono's
 * `csrf()`, which looks at form content types only: a request that says nothing about its origin is refused.
 */
export const sameOrigin = createMiddleware(async function sameOrigin(c, next) {
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
    const fetchSite = c.req.header('sec-fetch-site');
    const fits =
      fetchSite === undefined ? c.req.header('origin') === new URL(c.req.url).origin : fetchSite === 'same-origin';
    if (!fits) throw new ProblemError('cross-site', 'send it from a page of the console itself');
  }
  await next();
});
