import { Hono } from 'hono';
import * as z from 'zod';
import { SiteId } from '../../../shared/schema/names.ts';
import type { AppContext } from '../../config.ts';
import { operator } from '../../middleware/operator.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { makeSignInLink } from '../../services/console/sign-in.ts';
import { readSite } from '../../stores/sites.ts';
import { roles } from '../../stores/users.ts';
import { body } from './body.ts';

const Invitation = z.strictObject({
  site: SiteId,
  email: z.email().max(254),
  name: z.string().trim().min(1).max(100),
  role: z.enum(roles).default('owner'),
});

/** For the operator of the installation, who holds `ADMIN_SECRET`: one-time links into the console. */
export const signInLinks = new Hono<AppContext>().post(
  '/',
  operator,
  body(Invitation),
  async function postSignInLink(c) {
    const invitation = c.req.valid('json');
    if (!(await readSite(c.env.DB, invitation.site))) throw new ProblemError('unknown-site');
    const { secret, expiresAt } = await makeSignInLink(c.env.DB, invitation, Date.now());
    const link = `${new URL(c.req.url).origin}/console/sign-in#${secret}`;
    return c.json({ link, expiresAt }, 201);
  },
);
