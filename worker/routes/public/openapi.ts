import { Hono } from 'hono';
import type { AppContext } from '../../config.ts';
import { serverApi } from '../api/index.ts';

/** `GET /api/openapi.json`: the server API as OpenAPI 3.1, made of the schemas that its routes check. */
export const openApiRoutes: Hono<AppContext> = new Hono<AppContext>().get('/api/openapi.json', (c) => {
  const document = serverApi.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Usher server API',
      version: '1',
      description:
        'Profiles, events, orders and segments of one site, for its own servers. A token opens one site; make one in the console under Settings. Problems are RFC 9457 `application/problem+json` with JSON Pointers. A changing request may carry an `Idempotency-Key`.',
    },
    servers: [{ url: `${new URL(c.req.url).origin}/api/v1` }],
  });
  return c.json(document, 200, { 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=300' });
});
