import { Hono } from 'hono';
import { PrivacyRequest } from '../../../shared/schema/privacy.ts';
import type { AppContext } from '../../config.ts';
import { jsonBody } from '../../middleware/json-body.ts';
import { faultsOf, ProblemError } from '../../middleware/problem.ts';
import { answerPrivacy } from '../../services/privacy.ts';
import { siteOfPage, toPage } from './from-page.ts';

/** `POST /v1/privacy`: what is kept of a visitor, or its end, asked for by the visitor. */
export const privacyRoutes = new Hono<AppContext>()
  .use('/v1/privacy', toPage, jsonBody({ maxBytes: 8_192, maxDepth: 4 }))
  .post('/v1/privacy', async (context) => {
    // An empty body passes the middleware: it is no request either.
    const parsed = PrivacyRequest.safeParse(await context.req.json().catch(() => null));
    if (!parsed.success) throw new ProblemError('invalid-request', undefined, faultsOf(parsed.error));
    const now = Date.now();
    await siteOfPage(context, parsed.data.site, now);
    return answerPrivacy(context.env, parsed.data, now);
  });
