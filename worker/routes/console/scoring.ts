import { Hono } from 'hono';
import type { ConsoleContext } from '../../middleware/signed-in.ts';
import { Scorings } from '../../stores/scorings.ts';

/** By what the buyers of the site are scored, and since when; null before the first scoring. */
export const scoring = new Hono<ConsoleContext>().get('/', async function getScoring(c) {
  return c.json({ scoring: await new Scorings(c.env.DB).latest(c.var.user.site) });
});
