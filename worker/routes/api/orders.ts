import { createRoute } from '@hono/zod-openapi';
import * as z from 'zod';
import { maxPerCall, OrderWrite, orderStatuses, ProfileId } from '../../../shared/schema/server-api.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { profileId } from '../../services/console/profile-rows.ts';
import { readOrderWrite } from '../../services/people/order-writes.ts';
import { readingOf } from '../../services/people/reading-of.ts';
import { writePeople } from '../../services/people/write-people.ts';
import { ordersById, type StoredOrder } from '../../stores/orders.ts';
import { body, items, json, newApi, operation } from './api-app.ts';
import { BatchOutcome, batchOutcome, goodOnes } from './outcomes.ts';
import { parseItem } from './parse-item.ts';

const writing = operation('write', 'conflict', 'overloaded');
const send = createRoute({
  method: 'post',
  path: '/orders',
  operationId: 'upsertOrders',
  summary: `Write up to ${maxPerCall} orders`,
  description:
    'Each as it stands now. The same id is the same order, however often it is said; what a statement leaves out stays as it was, and the latest `updated_at` has the word, in whatever order statements come.',
  security: writing.security,
  middleware: writing.middleware,
  request: body(z.strictObject({ orders: items('OrderWrite') })),
  responses: { 200: json('What became of each.', BatchOutcome), ...writing.problems },
});

export const Order = z
  .object({
    id: z.string(),
    profile: ProfileId,
    status: z.enum(orderStatuses),
    placed_at: z.int(),
    updated_at: z.int().nullable().meta({ description: 'null: only a page told of it.' }),
    properties: z
      .record(z.string(), z.unknown())
      .meta({ description: 'value, currency, items, coupon …, in GA4 names.' }),
  })
  .meta({ id: 'Order' });

const reading = operation('read', 'not-found');
const get = createRoute({
  method: 'get',
  path: '/orders/{id}',
  operationId: 'getOrder',
  summary: 'Read an order',
  security: reading.security,
  middleware: reading.middleware,
  request: { params: z.object({ id: z.string().max(100) }) },
  responses: { 200: json('The order.', Order), ...reading.problems },
});

export const orders = newApi()
  .openapi(send, async function upsertOrders(c) {
    const { site: id } = c.var.token;
    const { site, ...people } = await readingOf(c.env, c.var.token.site, 'api');
    const pointerOf = (index: number) => `/orders/${index}`;
    const parsed = c.req.valid('json').orders.map((raw, index) => parseItem(OrderWrite, raw, pointerOf(index)));
    const ids = parsed.flatMap((one) => (one.ok ? one.value.id : []));
    const known = new Map((await ordersById(c.env.DB, id, ids)).map((order) => [order.id, order]));
    const reads = parsed.map((one, index) => {
      if (!one.ok) return one;
      const context = {
        reading: people,
        currency: site.currency,
        known: known.get(one.value.id),
        pointer: pointerOf(index),
      };
      return readOrderWrite(one.value, context);
    });
    const options = { unknown: 'create', acceptClaimed: false, now: people.now } as const;
    const outcomes = await writePeople(c.env, id, goodOnes(reads), options);
    return c.json(batchOutcome(reads, outcomes, pointerOf), 200);
  })
  .openapi(get, async function getOrder(c) {
    const [order] = await ordersById(c.env.DB, c.var.token.site, [c.req.valid('param').id]);
    if (!order) throw new ProblemError('not-found', 'this site has no such order');
    return c.json(orderBody(order), 200);
  });

/** An order as the API shows it. */
export function orderBody({ id, n, placedAt, saidAt, properties }: StoredOrder): z.infer<typeof Order> {
  const { status } = properties;
  return {
    id,
    profile: profileId(n),
    status: orderStatuses.find((one) => one === status) ?? 'paid',
    placed_at: placedAt,
    updated_at: saidAt,
    properties,
  };
}
