import { createMiddleware } from 'hono/factory';
import type { TokenScope } from '../../shared/schema/server-api.ts';
import type { AppContext } from '../config.ts';
import { hashSecret } from '../services/console/secret.ts';
import { type ApiToken, ApiTokens } from '../stores/api-tokens.ts';
import { ProblemError } from './problem.ts';

export interface ApiContext extends AppContext {
  /** The one source of the site that a route works on. */
  Variables: { token: ApiToken };
}

/** Lets only requests with a token in force pass and puts it into the context. */
export const bearer = createMiddleware<ApiContext>(async function bearer(c, next) {
  const secret = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  if (!secret) throw new ProblemError('invalid-api-token', 'send a token of the site: Authorization: Bearer ush_…');
  const now = Date.now();
  const tokens = new ApiTokens(c.env.DB);
  const token = await tokens.inForce(await hashSecret(secret), now);
  if (!token)
    throw new ProblemError('invalid-api-token', 'it is unknown, expired or revoked: make another in the console');
  await tokens.noteUse(token, now);
  c.set('token', token);
  await next();
});

/** Lets only tokens with the scope pass; `admin` has every scope, `write` may read. */
export function scope(wanted: TokenScope) {
  return createMiddleware<ApiContext>(async function scope(c, next) {
    const { scopes } = c.var.token;
    const has = scopes.includes('admin') || scopes.includes(wanted) || (wanted === 'read' && scopes.includes('write'));
    if (!has)
      throw new ProblemError('missing-scope', `this needs the scope ${wanted}; the token has ${scopes.join(', ')}`);
    await next();
  });
}
