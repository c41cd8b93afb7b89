import { createMiddleware } from 'hono/factory';
import type { AppContext } from '../config.ts';
import { sameSecret } from '../services/console/secret.ts';
import { ProblemError } from './problem.ts';

/** Lets only the operator of the installation pass, who holds `ADMIN_SECRET`. */
export const operator = createMiddleware<AppContext>(async function operator(c, next) {
  const given = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
  if (!(await sameSecret(given, c.env.ADMIN_SECRET))) {
    throw new ProblemError('signed-out', 'send the ADMIN_SECRET of this installation as a bearer token');
  }
  await next();
});
