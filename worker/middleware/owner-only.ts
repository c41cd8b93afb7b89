import { createMiddleware } from 'hono/factory';
import { ProblemError } from './problem.ts';
import type { ConsoleContext } from './signed-in.ts';

/** Who may sign in and what opens the site is for its owners. */
export const ownerOnly = createMiddleware<ConsoleContext>(async function ownerOnly(c, next) {
  if (c.var.user.role !== 'owner') throw new ProblemError('read-only', 'this is for owners of the site');
  await next();
});
