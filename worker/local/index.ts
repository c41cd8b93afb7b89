import * as z from 'zod';
import { Segment } from '../../shared/schema/segment.ts';
import { makeApp } from '../app.ts';
import type { Env } from '../config.ts';
import worker from '../index.ts';
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
const SeedRequest = z.object({
  products: z.array(Product),
  segments: z.array(Segment).default([]),
  first: z.number().int().min(0),
  count: z.number().int().min(0).max(100),
});

const app = makeApp()
  .get('/', (context) => context.redirect('/demo/'))
  .get('/local/ready', (context) => context.text('ready'))
  .post('/local/seed', async (context) => {
    if (context.req.header('authorization') !== `Bearer ${context.env.ADMIN_SECRET}`)
      throw new ProblemError('signed-out');
    const request = SeedRequest.parse(await context.req.json());
    await seedDemo(context.env, request, Date.now());
    return context.body(null, 204);
  });

export default { ...worker, fetch: app.fetch } satisfies ExportedHandler<Env>;
