import { Hono } from 'hono';
import { ruleJsonSchema } from '../../../shared/rules/json-schema.ts';
import type { AppContext } from '../../config.ts';

let text: string | undefined;

/** `GET /api/rule.schema.json`: the rule language for editors and for those who write rules by program. */
export const ruleSchemaRoutes = new Hono<AppContext>().get('/api/rule.schema.json', () => {
  text ??= JSON.stringify(ruleJsonSchema());
  return new Response(text, {
    headers: {
      'content-type': 'application/schema+json',
      'cache-control': 'public, max-age=3600',
      'access-control-allow-origin': '*',
    },
  });
});
