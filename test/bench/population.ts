import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { products } from '../../client/demo/products.ts';
import { maxFactColumns } from '../../shared/profile/fact-column.ts';
import type { Rule } from '../../shared/rules/rule.ts';
import { type Server, startServer } from '../support/server.ts';
import { signIn } from '../support/sign-in.ts';
import type { BenchResult } from './result.ts';

const profiles = 1_000_000;
const seeds = 100;
const copiesAtOnce = 250;

/** Who a draft matches, over a million rows of facts in local D1. */
export async function bench(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'usher-bench-'));
  const server = await startServer({ folder });
  await server.admin('/local/seed', { products, first: 0, count: seeds });
  await multiply(server);
  const ask = await signedIn(server);
  const exact = await timed(() => countAll(ask));
  const again = await timed(() => countAll(ask));
  const estimated = await timed(() => ask('estimate', { rule: draft }));
  await server.stop();
  rmSync(folder, { recursive: true });
  const exactMs = Math.min(exact.ms, again.ms);
  const { total, margin } = estimated.answer as unknown as { total: number; margin: number };
  return {
    title: 'Population',
    method: `${profiles.toLocaleString('en')} rows of facts, copies of ${seeds} profiles that the seed of the demo made through the reducer, in local D1; a draft of five conditions, asked over HTTP; the better of two runs.`,
    rows: [
      {
        what: 'exact size',
        measured: `${Math.round(exactMs)} ms for ${exact.answer.total.toLocaleString('en')} people`,
        toReach: '≤ 500 ms',
        reached: exactMs <= 500,
      },
      {
        what: 'one statement, on average',
        measured: `${Math.round(exactMs / exact.answer.statements)} ms`,
        toReach: '≤ 50 ms',
        reached: exactMs / exact.answer.statements <= 50,
      },
      {
        what: 'rows read over profiles',
        measured: (exact.answer.rowsRead / profiles).toFixed(2),
        toReach: '–',
      },
      {
        what: 'estimate',
        measured: `${Math.round(estimated.ms)} ms, off by ${Math.abs(total - exact.answer.total).toLocaleString('en')}, margin ${margin.toLocaleString('en')}`,
        toReach: '≤ 100 ms',
        reached: estimated.ms <= 100,
      },
    ],
  };
}

const draft: Rule = {
  kind: 'all',
  rules: [
    { kind: 'attribute', attribute: 'country', operator: 'in', value: ['DE', 'PL', 'FR', 'GB'] },
    { kind: 'attribute', attribute: 'sessions', operator: 'gte', value: 2 },
    { kind: 'attribute', attribute: 'last_seen', operator: 'lessThanAgo', value: { amount: 30, unit: 'day' } },
    { kind: 'not', rule: { kind: 'attribute', attribute: 'utm_source', operator: 'is', value: 'newsletter' } },
    {
      kind: 'any',
      rules: [
        { kind: 'attribute', attribute: 'order_total', operator: 'gt', value: 5_000 },
        { kind: 'attribute', attribute: 'page_views', operator: 'gt', value: 10 },
      ],
    },
  ],
};

/** Copies the facts of the seeds; their places in the sample are their own. */
async function multiply(server: Server): Promise<void> {
  const columns = Array.from({ length: maxFactColumns }, (_, slot) => `c${slot}`).join();
  for (let copy = 1; copy < profiles / seeds; copy += copiesAtOnce) {
    await server.sql(
      `INSERT INTO profile_facts (n, site, evaluated, plain, identified, sampled, hash, ${columns})
       SELECT f.n + k.value * ${seeds}, site, evaluated, plain, identified,
         ((f.n + k.value * ${seeds}) * 2654435761) % 4294967296 < 67108864, hash, ${columns}
       FROM (SELECT ?1 + key AS value FROM json_each(?2)) k, profile_facts f WHERE f.n <= ${seeds}`,
      copy,
      JSON.stringify(Array.from({ length: Math.min(copiesAtOnce, profiles / seeds - copy) }, () => 0)),
    );
  }
}

type Ask = <T>(path: string, body: unknown) => Promise<T>;

async function signedIn(server: Server): Promise<Ask> {
  const cookie = await signIn(server);
  return async (path, body) => {
    const response = await fetch(`${server.origin}/api/console/population/${path}`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin', cookie },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as never;
  };
}

interface Part {
  size: { total: number };
  rowsRead: number;
  statements: number;
  read: number;
  next: number | null;
}

async function countAll(ask: Ask): Promise<{ total: number; rowsRead: number; statements: number }> {
  const whole = { total: 0, rowsRead: 0, statements: 0 };
  for (let after: number | null = 0; after !== null; ) {
    const part: Part = await ask('count', { rule: draft, after });
    if (part.read > 0) throw new Error(`${part.read} profiles had to be read whole`);
    whole.total += part.size.total;
    whole.rowsRead += part.rowsRead;
    whole.statements += part.statements;
    after = part.next;
  }
  return whole;
}

async function timed<T>(run: () => Promise<T>): Promise<{ answer: T; ms: number }> {
  const start = performance.now();
  const answer = await run();
  return { answer, ms: performance.now() - start };
}
