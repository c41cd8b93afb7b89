import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { type Server, startServer } from '../support/server.ts';
import { signIn } from '../support/sign-in.ts';
import type { BenchResult, Figure } from './result.ts';

const people = Number(process.env.PEOPLE ?? 1_000_000);
/** What a few cost, to be held against what all cost. */
const few = 2_000;
const peopleAtOnce = 1_000;
const runs = 5;
/** Rows of a request may differ by chance: a page ends elsewhere, an id is newer. */
const allowance = 3;

interface Cost {
  rowsRead: number;
  rowsWritten: number;
  ms: number;
}

/** What reading and writing one person costs among a few people and among very many. */
export async function bench(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'usher-bench-'));
  const server = await startServer({ folder, entry: 'test/worker/support/people-worker.ts' });
  await server.admin('/local/seed', { products: [], first: 0, count: 0 });
  const { secret } = await server.admin<{ secret: string }>('/bench/token', {});
  await makePeople(server, { from: 0, to: few });
  const amongFew = await costs(server, secret, few);
  const startedAt = performance.now();
  await makePeople(server, { from: few, to: people });
  const perSecond = Math.round(((people - few) / (performance.now() - startedAt)) * 1_000);
  const amongAll = await costs(server, secret, people);
  await server.stop();
  rmSync(folder, { recursive: true });
  return {
    title: 'People',
    method: `${people.toLocaleString('en')} people made through the reducer (${perSecond.toLocaleString('en')} a second, ${peopleAtOnce.toLocaleString('en')} a call), then requests over HTTP, the dearest of ${runs} each: rows that D1 read and wrote, and the median time, beside the same among ${few.toLocaleString('en')} people.`,
    rows: [...amongAll].map(([what, all]) => compared(what, amongFew.get(what) as Cost, all)),
  };
}

function compared(what: string, ofFew: Cost, ofAll: Cost): Figure {
  const told = ({ rowsRead, rowsWritten, ms }: Cost) => `${rowsRead} read, ${rowsWritten} written, ${ms.toFixed(1)} ms`;
  return {
    what,
    measured: `${told(ofAll)} (among few: ${told(ofFew)})`,
    toReach: 'the same rows',
    reached: ofAll.rowsRead <= ofFew.rowsRead + allowance && ofAll.rowsWritten <= ofFew.rowsWritten + allowance,
  };
}

async function makePeople(server: Server, { from, to }: { from: number; to: number }): Promise<void> {
  for (let first = from; first < to; first += peopleAtOnce) {
    const count = Math.min(peopleAtOnce, to - first);
    const { created } = await server.admin<{ created: number }>('/bench/people', { first, count });
    if (created !== count) throw new Error(`${created} of ${count} people were made`);
    if (process.stdout.isTTY) process.stdout.write(`\r${first + count} people`);
  }
}

/** Asks for people out of the middle and the end of `count`. */
async function costs(server: Server, token: string, count: number): Promise<Map<string, Cost>> {
  const cookie = await signIn(server);
  const found = new Map<string, Cost>();
  const api = (path: string, method = 'GET', body?: unknown) =>
    ask(`${server.origin}/api/v1${path}`, method, { authorization: `Bearer ${token}` }, body);
  const console = (path: string) => ask(`${server.origin}/api/console${path}`, 'GET', { cookie });
  const idOf = async (index: number) => {
    const { answer } = await api(`/profiles?email=person${index}@bench.example`);
    return (answer as { profiles: { id: string }[] }).profiles[0]?.id as string;
  };
  const measure = async (what: string, request: (run: number) => Promise<{ cost: Cost }>) => {
    const all: Cost[] = [];
    for (let run = 0; run < runs; run += 1) all.push((await request(run)).cost);
    found.set(what, {
      rowsRead: Math.max(...all.map(({ rowsRead }) => rowsRead)),
      rowsWritten: Math.max(...all.map(({ rowsWritten }) => rowsWritten)),
      ms: all.map(({ ms }) => ms).sort((a, b) => a - b)[Math.floor(runs / 2)] as number,
    });
  };
  const middle = count / 2;
  const ids = await Promise.all(Array.from({ length: runs * 4 }, (_, run) => idOf(middle + run)));
  const id = (run: number) => ids[run] as string;
  const email = (run: number) => `person${middle + 100 + run}@bench.example`;
  await measure('list, 100 a page', (run) => api(`/profiles?cursor=${id(run)}`));
  await measure('find by email', (run) => api(`/profiles?email=${email(run)}`));
  await measure('find an email that nobody has', (run) => api(`/profiles?email=nobody${run}@bench.example`));
  await measure('read', (run) => api(`/profiles/${id(run)}`));
  await measure('export one', (run) => api(`/profiles/${id(run)}/export`));
  await measure('write', (run) =>
    api('/profiles', 'POST', { identifiers: { email: email(run) }, attributes: { first_name: `New ${count}` } }),
  );
  await measure('a new order', (run) => {
    const order = { id: `order-${count}-${run}`, identifiers: { email: email(run) }, total: 5, currency: 'EUR' };
    return api('/orders', 'POST', { orders: [order] });
  });
  await measure('change an order', (run) =>
    api('/orders', 'POST', { orders: [{ id: `order-${count}-${run}`, refunded: 1 }] }),
  );
  await measure('merge two', (run) =>
    api('/profiles/merge', 'POST', { profiles: [id(runs + run), id(2 * runs + run)] }),
  );
  await measure('erase', (run) => api(`/profiles/${id(3 * runs + run)}`, 'DELETE'));
  await measure('console: people, a page', (run) => console(`/profiles?before=${id(run)}`));
  await measure('console: home', () => console('/overview'));
  return found;
}

async function ask(
  url: string,
  method: string,
  headers: Record<string, string>,
  body?: unknown,
): Promise<{ answer: unknown; cost: Cost }> {
  const startedAt = performance.now();
  const response = await fetch(url, {
    method,
    headers: { ...headers, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text}`);
  const [rowsRead = 0, rowsWritten = 0] = (response.headers.get('bench-rows') ?? '').split(' ').map(Number);
  return { answer: JSON.parse(text), cost: { rowsRead, rowsWritten, ms: performance.now() - startedAt } };
}
