import { createRoute } from '@hono/zod-openapi';
import * as z from 'zod';
import { ProfileId } from '../../../shared/schema/server-api.ts';
import { consentRecord } from '../../services/people/consent-record.ts';
import { erasePerson, erasureNote } from '../../services/people/erase-person.ts';
import { personStream } from '../../services/people/export-person.ts';
import { json, newApi, operation } from './api-app.ts';
import { personOf } from './profile-reads.ts';

const Receipt = z
  .object({
    id: z.string(),
    at: z.int(),
    counts: z.record(z.string(), z.int()).meta({ description: 'Rows that were erased, by what they were.' }),
    note: z.string(),
  })
  .meta({ id: 'ErasureReceipt' });

const params = z.object({ id: ProfileId });
const erasing = operation('admin', 'not-found', 'overloaded');
const erase = createRoute({
  method: 'delete',
  path: '/profiles/{id}',
  operationId: 'eraseProfile',
  summary: 'Erase a person',
  description:
    'History, ids, orders, devices and memberships, at once and for good. What their browsers still send is not taken in. Answers a receipt.',
  security: erasing.security,
  middleware: erasing.middleware,
  request: { params },
  responses: { 200: json('Erased.', Receipt), ...erasing.problems },
});

const reading = operation('read', 'not-found');
const download = createRoute({
  method: 'get',
  path: '/profiles/{id}/export',
  operationId: 'exportProfile',
  summary: 'Everything that is kept of a person',
  security: reading.security,
  middleware: reading.middleware,
  request: { params },
  responses: {
    200: json(
      'Attributes, ids, consent, orders, promotions and the whole history.',
      z.object({ profile: ProfileId, history: z.array(z.unknown()) }).loose(),
    ),
    ...reading.problems,
  },
});

const consents = createRoute({
  method: 'get',
  path: '/profiles/{id}/consents',
  operationId: 'listConsents',
  summary: 'Everything that somebody said of consent, oldest first',
  description: 'With the exact words a form showed, or the version a banner named.',
  security: reading.security,
  middleware: reading.middleware,
  request: { params },
  responses: {
    200: json(
      'The record, as far as history is kept.',
      z.object({
        consents: z.array(
          z.object({
            at: z.int(),
            said_by: z.enum(['banner', 'form', 'server']),
            purposes: z.record(z.string(), z.boolean()),
            text: z.string().nullable(),
          }),
        ),
      }),
    ),
    ...reading.problems,
  },
});

export const privacy = newApi()
  .openapi(erase, async function eraseProfile(c) {
    const { site } = c.var.token;
    const { n } = await personOf(c.env, site, c.req.valid('param').id);
    const { id, at, counts } = await erasePerson(c.env, site, { n, askedBy: 'api', now: Date.now() });
    return c.json({ id, at, counts, note: erasureNote }, 200);
  })
  .openapi(consents, async function listConsents(c) {
    const { n } = await personOf(c.env, c.var.token.site, c.req.valid('param').id);
    const record = await consentRecord(c.env.DB, n);
    return c.json({ consents: record.map(({ saidBy, ...entry }) => ({ ...entry, said_by: saidBy })) }, 200);
  })
  .openapi(download, async function exportProfile(c) {
    const row = await personOf(c.env, c.var.token.site, c.req.valid('param').id);
    return new Response(personStream(c.env.DB, row), { headers: { 'content-type': 'application/json' } }) as never;
  });
