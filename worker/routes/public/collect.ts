import { Hono } from 'hono';
import { isbot } from 'isbot';
import { maxBodyBytes, maxEventsPerBatch } from '../../../shared/schema/limits.ts';
import { CollectRequest } from '../../../shared/schema/protocol.ts';
import type { AppContext } from '../../config.ts';
import { jsonDepth } from '../../middleware/json-depth.ts';
import { faultsOf, ProblemError } from '../../middleware/problem.ts';
import { readLimited } from '../../middleware/read-limited.ts';
import { collect } from '../../services/collect.ts';
import { requestFacts } from '../../services/request-facts.ts';
import { siteOfPage, toPage } from './from-page.ts';

/**
 * Depth of the whole body, told before it is parsed. An event that is too deep for `maxDepth` alone gets a verdict and does not
 * lose its batch; this is for what no tag would send.
 */
const maxBodyDepth = 32;

/** `POST /v1/collect`: a batch of one visitor in, what may show out. */
export const collectRoutes = new Hono<AppContext>().use('/v1/collect', toPage).post('/v1/collect', async (context) => {
  const request = parse(await readLimited(context.req.raw, maxBodyBytes));
  const now = Date.now();
  const site = await siteOfPage(context, request.site, now);
  const body = await collect(context.env, request, {
    site,
    facts: requestFacts(context.req.raw),
    isBot: isbot(context.req.header('user-agent')),
    gpc: context.req.header('sec-gpc') === '1',
    now,
    later: (work) => context.executionCtx.waitUntil(work),
  });
  return new Response(body, { headers: { 'content-type': 'application/json' } });
});

function parse(text: string | null): CollectRequest {
  if (text === null) throw new ProblemError('too-large', `a body may have ${maxBodyBytes} bytes: send fewer events`);
  const depth = jsonDepth(text);
  if (depth > maxBodyDepth) {
    throw new ProblemError('too-deep', `nested ${depth} deep: at most ${maxBodyDepth}`);
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new ProblemError('malformed-json');
  }
  const parsed = CollectRequest.safeParse(body);
  if (parsed.success) return parsed.data;
  const faults = faultsOf(parsed.error);
  if (faults.some(({ pointer }) => pointer === '/batch/events') && hasTooManyEvents(body)) {
    throw new ProblemError(
      'too-large',
      `a batch may have ${maxEventsPerBatch} events: send the rest in another`,
      faults,
    );
  }
  throw new ProblemError('invalid-request', undefined, faults);
}

function hasTooManyEvents(body: unknown): boolean {
  const { batch } = body as { batch?: { events?: unknown } };
  return Array.isArray(batch?.events) && batch.events.length > maxEventsPerBatch;
}
