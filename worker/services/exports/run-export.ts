import type { Move } from '../../../shared/profile/memberships.ts';
import type { Rule } from '../../../shared/rules/rule.ts';
import type { ExportSettings } from '../../../shared/schema/export.ts';
import type { Env } from '../../config.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { Definitions } from '../../stores/definitions.ts';
import { type ExportRun, Exports } from '../../stores/exports.ts';
import { tellSite } from '../../stores/outbox.ts';
import { csvHead, csvLines } from '../population/export.ts';
import { membersPage } from '../population/members.ts';
import { populationQuestion } from '../population/question.ts';
import { fileKeptMs, filePath } from './file-link.ts';

const rowsPerPart = 500;
/** Longer than a part ever takes. */
const leaseMs = 60_000;

/** Whom an export is of: the segment, and of whom what has to be known is known. */
export function exportRule({ segment, required }: Pick<ExportSettings, 'segment' | 'required'>): Rule {
  return {
    kind: 'all',
    rules: [
      { kind: 'segment', segment, operator: 'in' },
      ...required.map((attribute): Rule => ({ kind: 'attribute', attribute, operator: 'isKnown' })),
    ],
  };
}

/** Goes on with a run until its file is whole or `endsAt` (epoch ms) is near; keeps its place. False when somebody else is at it. */
export async function runExport(env: Env, id: string, endsAt: number): Promise<boolean> {
  const exports = new Exports(env.DB);
  const run = await exports.lease(id, { now: Date.now(), until: endsAt + leaseMs });
  if (!run) return false;
  try {
    await writeParts(env, run, endsAt);
  } catch (error) {
    // A segment that is gone, an attribute that nobody declares any more.
    const [first] = error instanceof ProblemError ? (error.errors ?? []) : [];
    const fault = first?.detail ?? (error instanceof Error ? error.message : 'it could not be made');
    await exports.finish(run, { fault, now: Date.now() });
    console.error('export run', id, error);
  } finally {
    await exports.release(id);
  }
  return true;
}

async function writeParts(env: Env, run: ExportRun, endsAt: number): Promise<void> {
  const exports = new Exports(env.DB);
  const found = await exports.get(run.site, run.export);
  if (!found) return exports.finish(run, { fault: 'the export is gone', now: Date.now() });
  const { settings } = found;
  const question = await populationQuestion(env, run.site, { rules: [exportRule(settings)], now: run.asOf });
  const since = settings.who === 'entered' ? ((await exports.doneBefore(run)) ?? 0) : null;
  while (Date.now() < endsAt) {
    const isFirst = run.parts === 0;
    if (!isFirst && run.before === null) return finish(env, run, settings.name);
    const page = await membersPage(env, run.site, { question, before: run.before, limit: rowsPerPart });
    const entered =
      since === null ? null : await enteredSince(env, run, { segment: settings.segment, since, rows: page.rows });
    const rows = entered ? page.rows.filter(({ n }) => entered.has(n)) : page.rows;
    const text = (isFirst ? csvHead(settings.attributes) : '') + csvLines(rows, settings.attributes, question);
    const after = { rows: run.rows + rows.length, before: page.next };
    if (!(await exports.addPart(run, { text, ...after }))) return;
    Object.assign(run, { parts: run.parts + 1, ...after });
  }
}

async function finish(env: Env, run: ExportRun, name: string): Promise<void> {
  const { id, site, rows, asOf } = run;
  const now = Date.now();
  const expiresAt = now + fileKeptMs;
  const path = await filePath(env.VISITOR_SECRET, { run: id, expiresAt });
  const data = { export: name, rows, as_of: asOf, file: (env.PUBLIC_ORIGIN ?? '') + path, expires_at: expiresAt };
  const told = tellSite(env.DB, { site, kind: 'export.finished', at: now, data });
  await new Exports(env.DB).finish(run, { fault: null, now, also: [told] });
}

/** Which of these profiles entered a segment after a moment. */
async function enteredSince(
  env: Env,
  { site }: ExportRun,
  { segment, since, rows }: { segment: string; since: number; rows: readonly { n: number }[] },
): Promise<Set<number>> {
  const ordinal = (await new Definitions(env.DB, site).get('segment', segment))?.ordinal;
  const { results } = await env.DB.prepare(
    'SELECT n, moves FROM segment_moves WHERE n IN (SELECT value FROM json_each(?1)) AND at > ?2',
  )
    .bind(JSON.stringify(rows.map(({ n }) => n)), since)
    .all<{ n: number; moves: string }>();
  const hasEntered = (move: Move) => move.entered && move.ordinal === ordinal;
  return new Set(results.filter(({ moves }) => (JSON.parse(moves) as Move[]).some(hasEntered)).map(({ n }) => n));
}
