import { Hono } from 'hono';
import type { AppContext } from '../../config.ts';
import { serverApi } from '../api/index.ts';
import { referencePage } from './reference-page.ts';

/** What both the document and the page of it are made of: the schemas that the routes check. */
function documentAt(origin: string) {
  return serverApi.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Usher server API',
      version: '1',
      description:
        'Profiles, events, orders and segments of one site, for its own servers. A token opens one site; make one in the console under Settings. Problems are RFC 9457 `application/problem+json` with JSON Pointers. A changing request may carry an `Idempotency-Key`.',
    },
    servers: [{ url: `${origin}/api/v1` }],
  });
}

/** `GET /api/openapi.json`: the server API as OpenAPI 3.1. `GET /api/reference`: the same, to read. */
export const openApiRoutes: Hono<AppContext> = new Hono<AppContext>()
  .get('/api/openapi.json', (c) => {
    const document = documentAt(new URL(c.req.url).origin);
    return c.json(document, 200, { 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=300' });
  })
  .get('/api/reference', (c) => {
    const page = referencePage(documentAt(new URL(c.req.url).origin));
    return c.html(page, 200, {
      'content-security-policy': "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
      'cache-control': 'public, max-age=300',
    });
  })
  .get('/api/reference.css', (c) => c.body(styles, 200, { 'content-type': 'text/css; charset=utf-8' }));

const styles = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; --line: light-dark(#d0d7de, #3d444d); --soft: light-dark(#f6f8fa, #151b23); }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem; }
nav ul { columns: 18rem; list-style: none; padding: 0; }
section { border-top: 1px solid var(--line); padding: 1rem 0; }
h2 { font-size: 1.1rem; overflow-wrap: anywhere; }
code, pre { background: var(--soft); border-radius: 4px; font: 0.9em/1.5 ui-monospace, monospace; padding: 0.1em 0.3em; }
pre { max-height: 28rem; overflow: auto; padding: 0.8rem; }
table { border-collapse: collapse; width: 100%; }
td, th { border-bottom: 1px solid var(--line); padding: 0.3rem 0.6rem 0.3rem 0; text-align: start; vertical-align: top; }
`;
