import { createRoute } from '@hono/zod-openapi';
import * as z from 'zod';
import { ImportSettings, maxPartLength } from '../../../shared/schema/import.ts';
import {
  cancelImport,
  createImport,
  failuresCsv,
  importOf,
  startImport,
  uploadPart,
} from '../../services/import/manage-imports.ts';
import { runImport } from '../../services/import/run-import.ts';
import type { StoredImport } from '../../stores/imports.ts';
import { body, json, newApi, operation } from './api-app.ts';

const Import = z
  .object({
    id: z.string(),
    state: z.enum(['uploading', 'running', 'done', 'cancelled', 'failed']),
    rows: z.int(),
    created: z.int(),
    updated: z.int(),
    skipped: z.int(),
    bad: z.int(),
    fault: z.string().nullable(),
  })
  .meta({ id: 'Import' });

const params = z.object({ id: z.string().max(40) });
const writing = operation('write', 'not-found', 'conflict', 'too-large');
const reading = operation('read', 'not-found');

const create = createRoute({
  method: 'post',
  path: '/imports',
  operationId: 'createImport',
  summary: 'Begin an import of people from a CSV file',
  description:
    'Then send the file in parts, and start it. With `dryRun` nothing is written and the counts say what would be.',
  security: writing.security,
  middleware: writing.middleware,
  request: body(ImportSettings),
  responses: { 200: json('It waits for its file.', z.object({ id: z.string() })), ...writing.problems },
});
const upload = createRoute({
  method: 'put',
  path: '/imports/{id}/parts/{part}',
  operationId: 'uploadImportPart',
  summary: 'Send a part of the file',
  description: `UTF-8 text, cut anywhere, at most ${maxPartLength} characters; parts are numbered from 0. A part that is sent again replaces itself.`,
  security: writing.security,
  middleware: writing.middleware,
  request: {
    params: params.extend({ part: z.coerce.number().int().min(0).max(99_999) }),
    body: body(z.strictObject({ text: z.string() })).body,
  },
  responses: { 200: json('Kept.', z.object({ part: z.int() })), ...writing.problems },
});
const start = createRoute({
  method: 'post',
  path: '/imports/{id}/start',
  operationId: 'startImport',
  summary: 'Read the file in',
  security: writing.security,
  middleware: writing.middleware,
  request: { params },
  responses: { 200: json('It runs.', Import), ...writing.problems },
});
const cancel = createRoute({
  method: 'post',
  path: '/imports/{id}/cancel',
  operationId: 'cancelImport',
  summary: 'End an import; what it wrote stays',
  security: writing.security,
  middleware: writing.middleware,
  request: { params },
  responses: { 200: json('It is over.', Import), ...writing.problems },
});
const get = createRoute({
  method: 'get',
  path: '/imports/{id}',
  operationId: 'getImport',
  summary: 'How an import stands',
  security: reading.security,
  middleware: reading.middleware,
  request: { params },
  responses: { 200: json('Its counts.', Import), ...reading.problems },
});
const failures = createRoute({
  method: 'get',
  path: '/imports/{id}/failures',
  operationId: 'getImportFailures',
  summary: 'The rows that were not taken in, with line and reason, as CSV',
  security: reading.security,
  middleware: reading.middleware,
  request: { params },
  responses: {
    200: { description: 'The file.', content: { 'text/csv': { schema: z.string() } } },
    ...reading.problems,
  },
});

/** How long a request may leave work behind it; the minute's job goes on from there. */
const behindMs = 20_000;

export const imports = newApi()
  .openapi(create, async function create(c) {
    const { site, name } = c.var.token;
    return c.json(
      { id: await createImport(c.env, site, { settings: c.req.valid('json'), by: name, now: Date.now() }) },
      200,
    );
  })
  .openapi(upload, async function upload(c) {
    const { id, part } = c.req.valid('param');
    await uploadPart(c.env, c.var.token.site, { id, part, text: c.req.valid('json').text });
    return c.json({ part }, 200);
  })
  .openapi(start, async function start(c) {
    const { id } = c.req.valid('param');
    const { site } = c.var.token;
    await startImport(c.env, site, id);
    c.executionCtx.waitUntil(runImport(c.env, site, id, Date.now() + behindMs));
    return c.json(importBody(await importOf(c.env, site, id)), 200);
  })
  .openapi(cancel, async function cancel(c) {
    const { id } = c.req.valid('param');
    await cancelImport(c.env, c.var.token.site, id);
    return c.json(importBody(await importOf(c.env, c.var.token.site, id)), 200);
  })
  .openapi(get, async function get(c) {
    return c.json(importBody(await importOf(c.env, c.var.token.site, c.req.valid('param').id)), 200);
  })
  .openapi(failures, async function failures(c) {
    const one = await importOf(c.env, c.var.token.site, c.req.valid('param').id);
    return new Response(failuresCsv(c.env, one), { headers: { 'content-type': 'text/csv; charset=utf-8' } }) as never;
  });

function importBody({ id, state, progress }: StoredImport): z.infer<typeof Import> {
  const { rows, created, updated, skipped, bad, fault } = progress;
  return { id, state, rows, created, updated, skipped, bad, fault: fault ?? null };
}
