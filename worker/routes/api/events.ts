import { createRoute } from '@hono/zod-openapi';
import * as z from 'zod';
import { EventWrite, maxPerCall } from '../../../shared/schema/server-api.ts';
import { readEventWrite } from '../../services/people/event-writes.ts';
import { readingOf } from '../../services/people/reading-of.ts';
import { writePeople } from '../../services/people/write-people.ts';
import { usedEventIds } from '../../stores/event-ids.ts';
import { body, items, json, newApi, operation } from './api-app.ts';
import { BatchOutcome, batchOutcome, goodOnes } from './outcomes.ts';
import { parseItem } from './parse-item.ts';

const { security, middleware, problems } = operation('write', 'conflict', 'overloaded');
const send = createRoute({
  method: 'post',
  path: '/events',
  operationId: 'sendEvents',
  summary: `Tell of up to ${maxPerCall} events`,
  description:
    'Things that happened outside of the browser: mails opened, coupons redeemed, points earned, or events of your own. People who are not known yet become profiles.',
  security,
  middleware,
  request: body(z.strictObject({ events: items('EventWrite') })),
  responses: { 200: json('What became of each.', BatchOutcome), ...problems },
});

export const events = newApi().openapi(send, async function sendEvents(c) {
  const { site } = c.var.token;
  const reading = await readingOf(c.env, c.var.token.site, 'api');
  const pointerOf = (index: number) => `/events/${index}`;
  const parsed = c.req.valid('json').events.map((raw, index) => parseItem(EventWrite, raw, pointerOf(index)));
  const ids = parsed.flatMap((one) => (one.ok && one.value.id !== undefined ? one.value.id : []));
  const used = await usedEventIds(c.env.DB, site, ids);
  const reads = parsed.map((one, index) => {
    if (!one.ok) return one;
    const { id } = one.value;
    if (id !== undefined && used.has(id)) return null;
    const read = readEventWrite(one.value, reading, pointerOf(index));
    // The second of this very call is known by then.
    if (id !== undefined && read.ok) used.add(id);
    return read;
  });
  const options = { unknown: 'create', acceptClaimed: false, now: reading.now } as const;
  const outcomes = await writePeople(c.env, site, goodOnes(reads), options);
  return c.json(batchOutcome(reads, outcomes, pointerOf), 200);
});
