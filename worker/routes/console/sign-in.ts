import { Hono } from 'hono';
import * as z from 'zod';
import { SiteId } from '../../../shared/schema/names.ts';
import type { AppContext } from '../../config.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { setSessionCookie } from '../../middleware/signed-in.ts';
import { accessEmail } from '../../services/console/access.ts';
import { signIn, startSession } from '../../services/console/sign-in.ts';
import { Users } from '../../stores/users.ts';
import { body } from './body.ts';

/** The secret comes in a body, after the fragment of the link: a preview that only fetches the link cannot use it up. */
const SignIn = z.strictObject({ secret: z.string().min(1).max(100) });
/** Which site, for somebody who is a user of several. */
const AccessSignIn = z.strictObject({ site: SiteId.optional() });

/** Ways into the console: a one-time link, or Cloudflare Access where the installation stands behind it. */
export const signInRoute = new Hono<AppContext>()
  .post('/session', body(SignIn), async function postSession(c) {
    const secret = await signIn(c.env.DB, c.req.valid('json').secret, Date.now());
    if (secret === null) throw new ProblemError('invalid-link', 'ask for a new one; a link works once, for 15 minutes');
    setSessionCookie(c, secret);
    return c.body(null, 204);
  })
  .post('/session/access', body(AccessSignIn), async function postAccessSession(c) {
    const email = await accessEmail(c.env, c.req.header('cf-access-jwt-assertion'));
    if (email === null)
      throw new ProblemError('signed-out', 'Cloudflare Access does not stand before this console: use a link');
    const sites = await new Users(c.env.DB).sitesOf(email);
    const wanted = c.req.valid('json').site ?? (sites.length === 1 ? sites[0] : undefined);
    if (wanted === undefined && sites.length > 1) return c.json({ sites }, 200);
    const secret = wanted === undefined ? null : await startSession(c.env.DB, { site: wanted, email }, Date.now());
    if (secret === null)
      throw new ProblemError('signed-out', `${email} is no user here: ask an owner for an invitation`);
    setSessionCookie(c, secret);
    return c.json({ sites: [] }, 200);
  });
