import { Hono } from 'hono';
import type { ConsoleContext } from '../../middleware/signed-in.ts';
import { makeDebugToken } from '../../services/visitor-token.ts';

/** A token that makes the tag say on the page why each promotion shows or not; it is valid for an hour. */
export const debugToken = new Hono<ConsoleContext>().post('/', async function postDebugToken(c) {
  const token = await makeDebugToken(c.env.VISITOR_SECRET, c.var.user.site, Date.now());
  return c.json({ token }, 201);
});
