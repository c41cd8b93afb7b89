import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { type Server, startServer } from '../support/server.ts';
import { signIn } from '../support/sign-in.ts';
import type { BenchResult, Figure } from './result.ts';

const rows = Number(process.env.ROWS ?? 100_000);
const rowsOfPart = 2_500;
/** Every so many rows one that cannot be taken in. */
const badEvery = 1_000;
/** Shares of the file after which the Worker is killed. */
const kills = [0.3, 0.6];
const look = 100;
/** Of an isolate, by the platform: https://developers.cloudflare.com/workers/platform/limits/ */
const limitMb = 128;

interface Told {
  state: string;
  counts: { rows: number; created: number; updated: number; bad: number };
}

/** A file of people, read in one run by a Worker that is killed twice on the way. */
export async function bench(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'usher-bench-'));
  let server = await startServer({ folder, inspected: true });
  await server.admin('/local/seed', { products: [], first: 0, count: 0 });
  let call = await caller(server);
  const { id } = await call<{ id: string }>('POST', '/imports', {
    name: 'bench',
    hasHeader: true,
    columns: [
      { kind: 'identity', identity: 'email' },
      { kind: 'attribute', attribute: 'first_name' },
      { kind: 'attribute', attribute: 'company' },
    ],
  });
  for (let part = 0; part * rowsOfPart < rows; part += 1)
    await call('PUT', `/imports/${id}/parts/${part}`, textOf(part));
  await call('POST', `/imports/${id}/start`);
  const startedAt = performance.now();
  const heap: { row: number; mb: number }[] = [];
  let killed = 0;
  let isOver = false;
  let stateOf: Told | undefined;
  while (!isOver) {
    const driving = call('POST', `/imports/${id}/drive`).catch(() => null);
    const due = kills[killed];
    for (;;) {
      const done = await Promise.race([
        driving.then(() => true),
        new Promise<false>((go) => setTimeout(go, look, false)),
      ]);
      if (done) break;
      const row = await placeOf(server, id);
      heap.push({ row, mb: await server.heapMb() });
      if (due !== undefined && row >= due * rows) break;
    }
    if (due !== undefined && (await placeOf(server, id)) >= due * rows) {
      killed += 1;
      server.kill();
      await server.stop();
      server = await startServer({ folder, inspected: true });
      call = await caller(server);
      // Whoever was cut off leaves its lease; here it has run out.
      await server.sql('UPDATE imports SET leased_until = 0');
      continue;
    }
    stateOf = await call<Told>('GET', `/imports/${id}`);
    isOver = stateOf.state !== 'running';
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  const { state, counts } = stateOf as Told;
  const bad = Math.floor(rows / badEvery);
  const [{ people = 0, emails = 0 } = {}] = (await server.sql(
    `SELECT (SELECT count(*) FROM profiles WHERE site = 's_demo') AS people, (SELECT count(DISTINCT value) FROM identities WHERE site = 's_demo') AS emails`,
  )) as { people?: number; emails?: number }[];
  await server.stop();
  rmSync(folder, { recursive: true });
  const isExact =
    state === 'done' && people === rows - bad && emails === rows - bad && counts.bad === bad && counts.rows === rows;
  return {
    page: 'reliability',
    title: 'Import',
    method: `${rows.toLocaleString('en')} rows of a CSV file in parts of ${rowsOfPart.toLocaleString('en')}, one in ${badEvery.toLocaleString('en')} bad, read in through the console's API while workerd is killed (SIGKILL) ${kills.length} times and started again over the same data.`,
    rows: [
      {
        what: 'people made, emails, rows told to be bad',
        measured: `${people}, ${emails}, ${counts.bad}; told: ${counts.rows} rows, ${counts.created} created, ${counts.updated} updated`,
        toReach: `${rows - bad}, ${rows - bad}, ${bad}`,
        reached: isExact,
      },
      { what: 'rows a second, the kills included', measured: String(Math.round(rows / seconds)), toReach: '–' },
      ...memoryFigures(heap),
    ],
  };
}

/** Garbage comes and goes, so flat means: what is left after a collection is the same at the end as at the beginning. */
function memoryFigures(heap: readonly { row: number; mb: number }[]): Figure[] {
  const least = (from: number, to: number) =>
    Math.min(...heap.filter(({ row }) => row >= from * rows && row < to * rows).map(({ mb }) => mb));
  const [first, last] = [least(0, 0.25), least(0.75, 1)];
  const most = Math.max(...heap.map(({ mb }) => mb));
  return [
    {
      what: 'least memory of the Worker while it reads the first and the last quarter',
      measured: `${first.toFixed(1)} MB, ${last.toFixed(1)} MB`,
      toReach: 'at most a tenth more',
      reached: last <= first * 1.1,
    },
    {
      what: `most memory of the Worker, of ${heap.length} readings`,
      measured: `${most.toFixed(0)} MB`,
      toReach: `≤ ${limitMb} MB`,
      reached: most <= limitMb,
    },
  ];
}

function textOf(part: number): string {
  const lines = Array.from({ length: Math.min(rowsOfPart, rows - part * rowsOfPart) }, (_, index) => {
    const row = part * rowsOfPart + index;
    const email = row % badEvery === badEvery - 1 ? `no email ${row}` : `row${row}@import.example`;
    return `${email},"Name, ${row}",Company ${row % 50}\n`;
  });
  return (part === 0 ? 'Email,First name,Company\n' : '') + lines.join('');
}

async function placeOf(server: Server, id: string): Promise<number> {
  const [row] = await server.sql(`SELECT progress ->> 'rows' AS done FROM imports WHERE id = ?`, id);
  return Number(row?.done ?? 0);
}

type Call = <T>(method: string, path: string, body?: unknown) => Promise<T>;

async function caller(server: Server): Promise<Call> {
  const cookie = await signIn(server);
  return async (method, path, body) => {
    const response = await fetch(`${server.origin}/api/console${path}`, {
      method,
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as never;
  };
}
