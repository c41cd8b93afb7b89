import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import type { AppContext } from '../config.ts';
import { sessionLifetimeMs, userOfSession } from '../services/console/sign-in.ts';
import type { User } from '../stores/users.ts';
import { ProblemError } from './problem.ts';

export interface ConsoleContext extends AppContext {
  Variables: { user: User };
}

const cookieName = 'usher_session';

/** The session's secret as the browser sent it. */
export function sessionSecret(c: Context): string | undefined {
  return isSecure(c) ? getCookie(c, cookieName, 'host') : getCookie(c, cookieName);
}

/** Sets the session cookie; `null` takes it back. Over https it is bound to the host (`__Host-`). */
export function setSessionCookie(c: Context, secret: string | null): void {
  setCookie(c, cookieName, secret ?? '', {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: secret === null ? 0 : sessionLifetimeMs / 1_000,
    ...(isSecure(c) && { secure: true, prefix: 'host' }),
  });
}

/** Lets only signed-in users pass and puts the user into the context: the one source of the site that a route works on. */
export const signedIn = createMiddleware<ConsoleContext>(async function signedIn(c, next) {
  const secret = sessionSecret(c);
  const user = secret ? await userOfSession(c.env.DB, secret, Date.now()) : null;
  if (!user) throw new ProblemError('signed-out');
  c.set('user', user);
  await next();
});

/** Refuses every change to those who may only look. */
export const mayChange = createMiddleware<ConsoleContext>(async function mayChange(c, next) {
  const reads = c.req.method === 'GET' || c.req.method === 'HEAD';
  if (!reads && c.var.user.role === 'viewer') {
    throw new ProblemError('read-only', 'your role is viewer; ask an owner of the site for the role editor');
  }
  await next();
});

function isSecure(c: Context): boolean {
  return new URL(c.req.url).protocol === 'https:';
}
