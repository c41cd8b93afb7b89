import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { SiteId } from '../../../shared/schema/names.ts';
import type { Site } from '../../../shared/schema/site.ts';
import type { AppContext } from '../../config.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { readPublishedSite } from '../../stores/sites.ts';

/** Lets the pages of sites read the answers of a route. */
export const toPage = createMiddleware<AppContext>(async function toPage(context, next) {
  await next();
  // Not `no-store`: a script's request with it would cost the page its place in the back/forward cache.
  context.res.headers.set('cache-control', 'private, no-cache');
  // Problems too: the tag has to read the status, and they say nothing of a visitor.
  context.res.headers.set('access-control-allow-origin', context.req.header('origin') ?? '*');
  context.res.headers.set('access-control-expose-headers', 'retry-after');
  context.res.headers.append('vary', 'origin');
});

/** The published site that a page speaks for. Throws `unknown-site`, or `foreign-origin` when the site does not allow the page's. */
export async function siteOfPage(context: Context<AppContext>, id: SiteId, now: number): Promise<Site> {
  const site = await readPublishedSite(context.env.DB, id, now);
  if (!site) throw new ProblemError('unknown-site', `no site that has published has the key "${id}"`);
  const origin = context.req.header('origin');
  if (!allows(site, origin, new URL(context.req.url).origin)) {
    throw new ProblemError('foreign-origin', `"${origin ?? 'no origin'}" is not among the origins of the site`);
  }
  return site;
}

/** The site's own list; the Worker's own origin too, so that a shop on the same zone needs no entry. */
function allows(site: Site, origin: string | undefined, own: string): boolean {
  return origin !== undefined && (origin === own || site.origins.includes(origin));
}
