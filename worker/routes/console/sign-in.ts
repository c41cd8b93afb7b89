import { Hono } from 'hono';
import * as z from 'zod';
import type { AppContext } from '../../config.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { setSessionCookie } from '../../middleware/signed-in.ts';
import { signIn } from '../../services/console/sign-in.ts';
import { body } from './body.ts';

/** The secret comes in a body, after the fragment of the link: a preview that only fetches the link cannot use it up. */
const SignIn = z.strictObject({ secret: z.string().min(1).max(100) });

export const signInRoute = new Hono<AppContext>().post('/session', body(SignIn), async function postSession(c) {
  const secret = await signIn(c.env.DB, c.req.valid('json').secret, Date.now());
  if (secret === null) throw new ProblemError('invalid-link', 'ask for a new one; a link works once, for 15 minutes');
  setSessionCookie(c, secret);
  return c.body(null, 204);
});
