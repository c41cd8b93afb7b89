import { Hono } from 'hono';
import { builtInAttributes } from '../../../shared/profile/built-in-attributes.ts';
import { type ConsoleContext, sessionSecret, setSessionCookie } from '../../middleware/signed-in.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { signOut } from '../../services/console/sign-in.ts';
import { Definitions } from '../../stores/definitions.ts';
import { readSite } from '../../stores/sites.ts';

/** Who is signed in, and the vocabulary of the site that every page of the console speaks. */
export const session = new Hono<ConsoleContext>()
  .get('/', async function getSession(c) {
    const { name, email, role, site: id } = c.var.user;
    const [site, attributes] = await Promise.all([
      readSite(c.env.DB, id),
      new Definitions(c.env.DB, id).list('attribute'),
    ]);
    if (!site) throw new ProblemError('unknown-site');
    return c.json({
      user: { name, email, role },
      site: site.settings,
      attributes: [...builtInAttributes, ...attributes.map(({ draft }) => draft)],
    });
  })
  .delete('/', async function deleteSession(c) {
    const secret = sessionSecret(c);
    if (secret) await signOut(c.env.DB, secret);
    setSessionCookie(c, null);
    return c.body(null, 204);
  });
