import { serverMayWrite } from '../../../shared/profile/attributes.ts';
import { builtInAttributes } from '../../../shared/profile/built-in-attributes.ts';
import { type ImportSettings, maxPartLength } from '../../../shared/schema/import.ts';
import type { SiteId } from '../../../shared/schema/names.ts';
import type { Fault } from '../../../shared/schema/problem.ts';
import type { Env } from '../../config.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { Definitions } from '../../stores/definitions.ts';
import { Imports, type StoredImport } from '../../stores/imports.ts';
import { newId } from '../console/secret.ts';
import { csvRow } from '../population/csv.ts';
import { runImport } from './run-import.ts';

const maxParts = 2_000;

/** Makes an import that waits for its file. Throws `invalid-request` for a mapping that cannot be. */
export async function createImport(
  env: Env,
  site: SiteId,
  { settings, by, now }: { settings: ImportSettings; by: string; now: number },
): Promise<string> {
  const faults = [...columnFaults(settings), ...(await listFaults(env, site, settings))];
  if (faults.length > 0) throw new ProblemError('invalid-request', undefined, faults);
  const id = newId('imp_');
  await new Imports(env.DB).create({ id, site, settings, createdAt: now, createdBy: by });
  return id;
}

function columnFaults({ columns }: ImportSettings): Fault[] {
  const faults: Fault[] = [];
  if (!columns.some(({ kind }) => kind === 'identity' || kind === 'profileId')) {
    faults.push({ pointer: '/columns', detail: 'no column is an id: choose the email, the phone or the source id' });
  }
  const seen = new Set<string>();
  for (const [index, target] of columns.entries()) {
    if (target.kind !== 'attribute') continue;
    const pointer = `/columns/${index}/attribute`;
    if (!serverMayWrite(target.attribute)) {
      const label = builtInAttributes.find(({ name }) => name === target.attribute)?.label ?? target.attribute;
      faults.push({ pointer, detail: `${label} is computed from what the person does: ignore this column` });
    }
    if (seen.has(target.attribute)) faults.push({ pointer, detail: `two columns fill ${target.attribute}` });
    seen.add(target.attribute);
  }
  return faults;
}

async function listFaults(env: Env, site: SiteId, { list }: ImportSettings): Promise<Fault[]> {
  if (!list) return [];
  const stored = await new Definitions(env.DB, site).get('segment', list.segment);
  return stored?.draft.kind === 'list' ? [] : [{ pointer: '/list/segment', detail: 'is no list of this site' }];
}

/** Keeps a part of a file. Throws `too-large`, `not-found`, and `conflict` when the upload is over. */
export async function uploadPart(
  env: Env,
  site: SiteId,
  { id, part, text }: { id: string; part: number; text: string },
): Promise<void> {
  if (text.length > maxPartLength) throw new ProblemError('too-large', `at most ${maxPartLength} characters a part`);
  if (part >= maxParts) throw new ProblemError('too-large', `at most ${maxParts} parts`);
  await importOf(env, site, id);
  if (!(await new Imports(env.DB).addPart(site, id, { part, text }))) {
    throw new ProblemError('conflict', 'the import has begun: its file is complete');
  }
}

/** Begins to read a file whose parts 0, 1, … are all there. Throws `not-found`, `conflict`. */
export async function startImport(env: Env, site: SiteId, id: string): Promise<void> {
  const imports = new Imports(env.DB);
  const { progress } = await importOf(env, site, id);
  if (progress.parts === 0 || (await imports.part(id, progress.parts - 1)) === null) {
    throw new ProblemError('conflict', 'parts of the file are missing: number them from 0 and leave none out');
  }
  if (!(await imports.start(site, id))) throw new ProblemError('conflict', 'it has begun already');
}

/** Works on an import for a moment and answers how it stands; whoever watches it drives it. Throws `not-found`. */
export async function driveImport(env: Env, site: SiteId, id: string, forMs: number): Promise<StoredImport> {
  await importOf(env, site, id);
  await runImport(env, site, id, Date.now() + forMs);
  return importOf(env, site, id);
}

/** Ends an import; what it has written stays. Throws `not-found`. */
export async function cancelImport(env: Env, site: SiteId, id: string): Promise<void> {
  await importOf(env, site, id);
  await new Imports(env.DB).finish(id, { state: 'cancelled', now: Date.now() });
}

/** An import of this site. Throws `not-found`. */
export async function importOf(env: Env, site: SiteId, id: string): Promise<StoredImport> {
  const one = await new Imports(env.DB).get(site, id);
  if (!one) throw new ProblemError('not-found', 'this site has no such import');
  return one;
}

const failuresAtOnce = 500;

/** The rows that were not taken in, with their line and why, as a file to be mended and sent again. */
export function failuresCsv(env: Env, { id, progress, settings }: StoredImport): ReadableStream<Uint8Array> {
  const imports = new Imports(env.DB);
  const encoder = new TextEncoder();
  const names = progress.header ?? settings.columns.map((_, index) => `column ${index + 1}`);
  let after: number | null = 0;
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(`\uFEFF${csvRow([...names, 'line', 'reason'])}`));
    },
    async pull(controller) {
      if (after === null) return controller.close();
      const page = await imports.failures(id, { after, limit: failuresAtOnce });
      const lines = page.map(({ line, reason, fields }) => {
        const cells = names.map((_, index) => fields[index] ?? '');
        return csvRow([...cells, line, reason]);
      });
      if (lines.length > 0) controller.enqueue(encoder.encode(lines.join('')));
      after = page.length < failuresAtOnce ? null : (page.at(-1)?.line ?? null);
      if (after === null) controller.close();
    },
  });
}
