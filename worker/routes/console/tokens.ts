import { Hono } from 'hono';
import * as z from 'zod';
import { tokenScopes } from '../../../shared/schema/server-api.ts';
import type { AuditedContext } from '../../middleware/audited.ts';
import { ownerOnly } from '../../middleware/owner-only.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { makeApiToken } from '../../services/api-token.ts';
import { ApiTokens } from '../../stores/api-tokens.ts';
import { body } from './body.ts';

const dayMs = 86_400_000;
const Creation = z.strictObject({
  name: z.string().trim().min(1).max(100),
  scopes: z.array(z.enum(tokenScopes)).min(1).max(tokenScopes.length),
  /** It never expires where absent. */
  days: z.int().min(1).max(3_650).optional(),
});

/** Credentials of the server API. A secret is in the answer that made it, and nowhere else. */
export const tokens = new Hono<AuditedContext>()
  .use(ownerOnly)
  .get('/', async function listTokens(c) {
    return c.json({ tokens: await new ApiTokens(c.env.DB).list(c.var.user.site) });
  })
  .post('/', body(Creation), async function makeToken(c) {
    const { name, scopes, days } = c.req.valid('json');
    const { site, email: by } = c.var.user;
    const now = Date.now();
    const expiresAt = days === undefined ? null : now + days * dayMs;
    const made = await makeApiToken(c.env.DB, { site, name, scopes, expiresAt, by, now });
    c.set('note', { subject: made.id, name, changes: [{ what: 'scopes', before: null, after: scopes.join(', ') }] });
    return c.json(made, 201);
  })
  .delete('/:id', async function revokeToken(c) {
    if (!(await new ApiTokens(c.env.DB).revoke(c.var.user.site, c.req.param('id'), Date.now()))) {
      throw new ProblemError('not-found', 'this site has no such token in force');
    }
    return c.body(null, 204);
  });
