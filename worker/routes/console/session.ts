import { Hono } from 'hono';
import { ProblemError } from '../../middleware/problem.ts';
import { type ConsoleContext, sessionSecret, setSessionCookie } from '../../middleware/signed-in.ts';
import { signOut } from '../../services/console/sign-in.ts';
import { vocabularyOf } from '../../services/vocabulary.ts';
import { Definitions } from '../../stores/definitions.ts';
import { readSite } from '../../stores/sites.ts';

/** Who is signed in, and the vocabulary of the site that every page of the console speaks. */
export const session = new Hono<ConsoleContext>()
  .get('/', async function getSession(c) {
    const { name, email, role, site: id } = c.var.user;
    const found = await readSite(c.env.DB, id);
    if (!found) throw new ProblemError('unknown-site');
    const vocabulary = await vocabularyOf(new Definitions(c.env.DB, id), found.site);
    return c.json({
      user: { name, email, role },
      site: found.site,
      attributes: [...vocabulary.attributes.values()],
    });
  })
  .delete('/', async function deleteSession(c) {
    const secret = sessionSecret(c);
    if (secret) await signOut(c.env.DB, secret);
    setSessionCookie(c, null);
    return c.body(null, 204);
  });
