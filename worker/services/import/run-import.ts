import { maxImportRows } from '../../../shared/schema/import.ts';
import type { SiteId } from '../../../shared/schema/names.ts';
import type { Env } from '../../config.ts';
import { type ImportFailure, type ImportProgress, Imports, type StoredImport } from '../../stores/imports.ts';
import type { PersonWrite, WriteOutcome } from '../people/gather.ts';
import { readingOf } from '../people/reading-of.ts';
import { resolvePeople } from '../people/resolve.ts';
import type { Reading } from '../people/statements.ts';
import { writePeople } from '../people/write-people.ts';
import { type CsvRow, guessDelimiter, readRows } from './csv-rows.ts';
import { finishList } from './finish-list.ts';
import { readRow } from './read-row.ts';

/** Rows of one transaction, and of one note of how far it has come. */
const rowsAtOnce = 250;
/** Longer than the work between two notes ever takes: whoever was cut off leaves its import to others after that. */
const leaseMs = 60_000;

/**
 * Goes on with an import until it is done or `endsAt` (epoch ms) is near; keeps its place, so that it may be cut short at any moment. Rows that were
 * written and not noted are written again, which changes nothing. False when somebody else is at it or it does not run.
 */
export async function runImport(env: Env, site: SiteId, id: string, endsAt: number): Promise<boolean> {
  const imports = new Imports(env.DB);
  const one = await imports.lease(site, id, { now: Date.now(), until: endsAt + leaseMs });
  if (!one) return false;
  try {
    await readParts(env, one, endsAt);
  } finally {
    await imports.release(id);
  }
  return true;
}

async function readParts(env: Env, one: StoredImport, endsAt: number): Promise<void> {
  const imports = new Imports(env.DB);
  const { id, progress, settings } = one;
  const delimiter = settings.delimiter ?? guessDelimiter(await imports.beginning(id));
  const reading: Reading = { ...(await readingOf(env, one.site, 'import')), now: one.createdAt };
  while (Date.now() < endsAt) {
    const text = await imports.part(id, progress.nextPart);
    if (text === null) return finish(env, one);
    const isLast = progress.nextPart === progress.parts - 1;
    const read = readRows(text, { place: progress.place, delimiter, isLast });
    if (!read.ok) {
      const fault = `a quote that opens on line ${read.line} is never closed: mend it and send the file again`;
      return imports.finish(id, { state: 'failed', fault, now: Date.now() });
    }
    if (!(await takeRows(env, one, { rows: read.rows, reading, endsAt }))) return;
    Object.assign(progress, { nextPart: progress.nextPart + 1, place: read.place, rowsOfPart: 0 });
    if (!(await imports.note(id, { progress, failures: [], people: [] }))) return;
  }
}

/** Takes in the rows of a part from where it was left. False when time is up, it was cancelled, or it has too many rows. */
async function takeRows(
  env: Env,
  one: StoredImport,
  { rows, reading, endsAt }: { rows: readonly CsvRow[]; reading: Reading; endsAt: number },
): Promise<boolean> {
  const imports = new Imports(env.DB);
  const { progress, settings } = one;
  let place = progress.rowsOfPart;
  if (settings.hasHeader && progress.header === null && rows[0]) {
    progress.header = rows[0].fields;
    place = 1;
  }
  for (; place < rows.length; place += rowsAtOnce) {
    if (Date.now() >= endsAt) return false;
    const taken = await takeIn(env, one, { rows: rows.slice(place, place + rowsAtOnce), reading });
    progress.rowsOfPart = Math.min(place + rowsAtOnce, rows.length);
    if (!(await imports.note(one.id, { progress, ...taken }))) return false;
    if (progress.rows > maxImportRows) {
      const fault = `more than ${maxImportRows} rows: split the file`;
      await imports.finish(one.id, { state: 'failed', fault, now: Date.now() });
      return false;
    }
  }
  return true;
}

/** Writes some rows, or in a dry run asks what would become of them, and counts. */
async function takeIn(
  env: Env,
  { site, settings, progress }: StoredImport,
  { rows, reading }: { rows: readonly CsvRow[]; reading: Reading },
): Promise<{ failures: ImportFailure[]; people: number[] }> {
  const reads = rows.map(({ fields }) => readRow(fields, { settings, header: progress.header, reading }));
  const good = reads.flatMap((read) => (read.ok ? read.value : []));
  const { unknown, acceptClaimed } = settings;
  const outcomes = settings.dryRun
    ? await foresee(env, site, good, { unknown, acceptClaimed })
    : await writePeople(env, site, good, { unknown, acceptClaimed, now: Date.now() });
  const failures: ImportFailure[] = [];
  const people: number[] = [];
  const written = outcomes.values();
  rows.forEach(({ line, fields }, index) => {
    const read = reads[index];
    const outcome = read?.ok ? (written.next().value as WriteOutcome) : null;
    const reason = read && !read.ok ? read.faults.map(faultText).join('; ') : reasonOf(outcome);
    if (reason !== null) failures.push({ line, reason, fields });
    count(progress, reason !== null ? 'bad' : outcome?.kind);
    if (settings.list && !settings.dryRun && outcome && 'n' in outcome) people.push(outcome.n);
  });
  return { failures, people };
}

function count(progress: ImportProgress, kind: WriteOutcome['kind'] | 'bad' | undefined): void {
  progress.rows += 1;
  if (kind === 'created' || kind === 'updated' || kind === 'skipped' || kind === 'bad') progress[kind] += 1;
}

function faultText({ pointer, detail }: { pointer: string; detail: string }): string {
  const field = pointer.split('/').at(-1);
  return field ? `${field}: ${detail}` : detail;
}

function reasonOf(outcome: WriteOutcome | null): string | null {
  return outcome?.kind === 'refused' ? outcome.detail : null;
}

/** What writing would do, as far as it can be told without: who is new twice in a file counts twice. */
async function foresee(
  env: Env,
  site: SiteId,
  writes: readonly PersonWrite[],
  { unknown, acceptClaimed }: { unknown: 'create' | 'skip'; acceptClaimed: boolean },
): Promise<WriteOutcome[]> {
  const resolved = await resolvePeople(env.DB, site, { references: writes.map(({ who }) => who), acceptClaimed });
  return resolved.map((one): WriteOutcome => {
    if (one.kind === 'known') return { kind: 'updated', n: one.n };
    if (one.kind === 'ambiguous') return { kind: 'refused', detail: one.detail };
    return unknown === 'skip' ? { kind: 'skipped', detail: 'nobody has this id' } : { kind: 'created', n: 0 };
  });
}

async function finish(env: Env, one: StoredImport): Promise<void> {
  const imports = new Imports(env.DB);
  const fault =
    one.settings.list && !one.settings.dryRun ? await finishList(env, one, await imports.people(one.id)) : null;
  const end = fault === null ? { state: 'done' as const } : { state: 'failed' as const, fault };
  await imports.finish(one.id, { ...end, now: Date.now() });
}
