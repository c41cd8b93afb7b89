import { Hono } from 'hono';
import { ExportSettings } from '../../../shared/schema/export.ts';
import type { SiteId } from '../../../shared/schema/names.ts';
import type { Env } from '../../config.ts';
import type { AuditedContext } from '../../middleware/audited.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { changesBetween } from '../../services/audit.ts';
import { newId } from '../../services/console/secret.ts';
import { fileOf } from '../../services/exports/file-of.ts';
import { nextRun } from '../../services/exports/next-run.ts';
import { exportRule, runExport } from '../../services/exports/run-export.ts';
import { countPart } from '../../services/population/count.ts';
import { populationQuestion } from '../../services/population/question.ts';
import { type ExportRun, Exports, type StoredExport } from '../../stores/exports.ts';
import { readSite } from '../../stores/sites.ts';
import { body } from './body.ts';

/** How long a request may leave work behind it; the minute's job goes on from there. */
const behindMs = 20_000;

/** Exports that are made again and again, and the files that they made. */
export const exports = new Hono<AuditedContext>()
  .get('/', async function listExports(c) {
    return c.json({ exports: (await new Exports(c.env.DB).list(c.var.user.site)).map(exportRow) });
  })
  .post('/preview', body(ExportSettings), async function preview(c) {
    const { segment, required } = c.req.valid('json');
    const everybody = exportRule({ segment, required: [] });
    const rules = [everybody, exportRule({ segment, required })];
    const question = await populationQuestion(c.env, c.var.user.site, { rules, now: Date.now() });
    const { counts, next, fraction } = await countPart(c.env, c.var.user.site, { question, after: 0 });
    return c.json({
      inSegment: counts[0]?.total ?? 0,
      exported: counts[1]?.total ?? 0,
      isWhole: next === null,
      fraction,
    });
  })
  .post('/', body(ExportSettings), async function createExport(c) {
    const settings = c.req.valid('json');
    const { site, email: createdBy } = c.var.user;
    const one = { id: newId('exp_'), site, settings, createdBy, createdAt: Date.now() };
    await new Exports(c.env.DB).put({ ...one, nextAt: await nextAt(c.env, site, settings) });
    c.set('note', { subject: one.id, name: settings.name });
    return c.json({ id: one.id }, 201);
  })
  .get('/:id', async function getExport(c) {
    const one = await exportOf(c.env, c.var.user.site, c.req.param('id'));
    const runs = await new Exports(c.env.DB).runs(one.site, one.id);
    return c.json({ ...exportRow(one), runs: runs.map(runRow) });
  })
  .put('/:id', body(ExportSettings), async function changeExport(c) {
    const settings = c.req.valid('json');
    const one = await exportOf(c.env, c.var.user.site, c.req.param('id'));
    await new Exports(c.env.DB).put({ ...one, settings, nextAt: await nextAt(c.env, one.site, settings) });
    c.set('note', { name: settings.name, changes: changesBetween(one.settings, settings) });
    return c.body(null, 204);
  })
  .delete('/:id', async function removeExport(c) {
    const one = await exportOf(c.env, c.var.user.site, c.req.param('id'));
    await new Exports(c.env.DB).remove(one.site, one.id);
    c.set('note', { name: one.settings.name });
    return c.body(null, 204);
  })
  .post('/:id/run', async function runNow(c) {
    const one = await exportOf(c.env, c.var.user.site, c.req.param('id'));
    const run = newId('run_');
    const now = Date.now();
    await new Exports(c.env.DB).begin(one, { run, asOf: now, nextAt: one.nextAt });
    c.executionCtx.waitUntil(runExport(c.env, run, now + behindMs));
    c.set('note', { name: one.settings.name });
    return c.json({ run }, 202);
  })
  .get('/:id/runs/:run/file.csv', async function getFile(c) {
    const { site } = c.var.user;
    const run = await new Exports(c.env.DB).run(site, c.req.param('run'));
    if (run?.export !== c.req.param('id')) throw new ProblemError('not-found', 'there is no such file');
    return fileOf(c.env, run);
  });

async function exportOf(env: Env, site: SiteId, id: string): Promise<StoredExport> {
  const one = await new Exports(env.DB).get(site, id);
  if (!one) throw new ProblemError('not-found', 'this site has no such export');
  return one;
}

async function nextAt(env: Env, site: SiteId, settings: ExportSettings): Promise<number | null> {
  const zone = (await readSite(env.DB, site))?.site.timeZone ?? 'UTC';
  return nextRun(settings, Date.now(), zone);
}

function exportRow({ id, settings, nextAt, createdAt, createdBy }: StoredExport) {
  return { id, settings, nextAt, createdAt, createdBy };
}

function runRow({ id, state, asOf, rows, fault, finishedAt, hasFile }: ExportRun) {
  return { id, state, asOf, rows, fault, finishedAt, hasFile: hasFile === 1 };
}
