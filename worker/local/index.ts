import * as z from 'zod';
import { Segment } from '../../shared/schema/segment.ts';
import { makeApp } from '../app.ts';
import type { Env } from '../config.ts';
import { recheckDue } from '../jobs/rescan.ts';
import { ProblemError } from '../middleware/problem.ts';
import { seedDemo } from './seed/fortnight.ts';

/** The Worker as `npm start` runs it: with the demo's seed beside the ordinary routes. Never deployed. */

const Product = z.object({
  id: z.string(),
  name: z.string(),
  category: z.string(),
  brand: z.string(),
  priceMinor: z.number().int(),
});
/** `visitors: 0` makes the site alone; `segments` come on top of the demo's own. */
const SeedRequest = z.object({
  products: z.array(Product),
  visitors: z.number().int().min(0).default(160),
  segments: z.array(Segment).default([]),
});

const app = makeApp()
  .get('/', (context) => context.redirect('/demo/'))
  .get('/local/ready', (context) => context.text('ready'))
  .post('/local/seed', async (context) => {
    if (context.req.header('authorization') !== `Bearer ${context.env.ADMIN_SECRET}`)
      throw new ProblemError('signed-out');
    const request = SeedRequest.parse(await context.req.json());
    return context.json({ seeded: await seedDemo(context.env, { ...request, now: Date.now() }) });
  });

export default {
  fetch: app.fetch,
  async scheduled(event, env) {
    await recheckDue(env, event.scheduledTime);
  },
} satisfies ExportedHandler<Env>;
