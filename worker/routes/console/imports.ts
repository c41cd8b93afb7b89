import { Hono } from 'hono';
import { ImportSettings, maxPartLength } from '../../../shared/schema/import.ts';
import type { AuditedContext } from '../../middleware/audited.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { readLimited } from '../../middleware/read-limited.ts';
import {
  cancelImport,
  createImport,
  driveImport,
  failuresCsv,
  importOf,
  startImport,
  uploadPart,
} from '../../services/import/manage-imports.ts';
import { Imports, type StoredImport } from '../../stores/imports.ts';
import { body } from './body.ts';

const listed = 100;
/** A page that watches asks again after so long. */
const driveMs = 1_000;
/** UTF-8 of a part. */
const maxPartBytes = maxPartLength * 4;

/** Files of people: made, uploaded in parts, read in, and what became of them. Whoever watches one drives it; else the minute's job does. */
export const imports = new Hono<AuditedContext>()
  .get('/', async function listImports(c) {
    const all = await new Imports(c.env.DB).list(c.var.user.site, listed);
    return c.json({ imports: all.map(importRow) });
  })
  .post('/', body(ImportSettings), async function makeImport(c) {
    const settings = c.req.valid('json');
    const { site, email: by } = c.var.user;
    const id = await createImport(c.env, site, { settings, by, now: Date.now() });
    c.set('note', { subject: id, name: settings.name });
    return c.json({ id }, 201);
  })
  .get('/:id', async function getImport(c) {
    return c.json(importRow(await importOf(c.env, c.var.user.site, c.req.param('id'))));
  })
  .put('/:id/parts/:part{[0-9]{1,5}}', async function putPart(c) {
    const text = await readLimited(c.req.raw, maxPartBytes);
    if (text === null) throw new ProblemError('too-large', `at most ${maxPartLength} characters a part`);
    await uploadPart(c.env, c.var.user.site, { id: c.req.param('id'), part: Number(c.req.param('part')), text });
    return c.body(null, 204);
  })
  .post('/:id/start', async function start(c) {
    const one = await importOf(c.env, c.var.user.site, c.req.param('id'));
    await startImport(c.env, c.var.user.site, one.id);
    c.set('note', { name: one.settings.name });
    return c.body(null, 204);
  })
  .post('/:id/drive', async function drive(c) {
    return c.json(importRow(await driveImport(c.env, c.var.user.site, c.req.param('id'), driveMs)));
  })
  .post('/:id/cancel', async function cancel(c) {
    const one = await importOf(c.env, c.var.user.site, c.req.param('id'));
    await cancelImport(c.env, c.var.user.site, one.id);
    c.set('note', { name: one.settings.name });
    return c.body(null, 204);
  })
  .get('/:id/failures.csv', async function getFailures(c) {
    const one = await importOf(c.env, c.var.user.site, c.req.param('id'));
    return new Response(failuresCsv(c.env, one), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${one.id}-failed-rows.csv"`,
      },
    });
  });

function importRow({ id, state, settings, progress, createdAt, createdBy, finishedAt }: StoredImport) {
  const { rows, created, updated, skipped, bad, parts, nextPart, header, fault } = progress;
  return {
    id,
    state,
    settings,
    header,
    counts: { rows, created, updated, skipped, bad },
    /** Of the file, from 0 to 1. */
    fraction: parts === 0 ? 0 : Math.min(nextPart / parts, 1),
    fault: fault ?? null,
    createdAt,
    createdBy,
    finishedAt,
  };
}
