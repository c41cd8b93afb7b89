import { Hono } from 'hono';
import * as z from 'zod';
import { ProblemError } from '../../middleware/problem.ts';
import type { ConsoleContext } from '../../middleware/signed-in.ts';
import { addSamplePeople, maxSamplePeople, removeSamplePeople } from '../../services/sample/sample-people.ts';
import { readSite } from '../../stores/sites.ts';
import { body } from './body.ts';

/** A few at a time, so that no request takes long. */
const Some = z.strictObject({ count: z.number().int().min(1).max(20) });

/** Imagined people to look around with before anybody came: added and removed a few at a time. */
export const samplePeople = new Hono<ConsoleContext>()
  .post('/', body(Some), async function addSamples(c) {
    const found = await readSite(c.env.DB, c.var.user.site);
    if (!found) throw new ProblemError('unknown-site');
    const { count } = c.req.valid('json');
    const people = await addSamplePeople(c.env, found, { count, now: Date.now() });
    return c.json({ people, most: maxSamplePeople });
  })
  .post('/remove', body(Some), async function removeSamples(c) {
    const { count } = c.req.valid('json');
    return c.json({ people: await removeSamplePeople(c.env, c.var.user.site, { count, now: Date.now() }) });
  });
