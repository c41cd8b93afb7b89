import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { products } from '../../client/demo/products.ts';
import { settle } from '../../shared/profile/settle.ts';
import type { Snapshot } from '../../shared/profile/snapshot.ts';
import { link } from '../../shared/rules/link.ts';
import type { Bundle } from '../../shared/schema/bundle.ts';
import type { JobRun } from '../support/job-run.ts';
import { type Server, startServer } from '../support/server.ts';
import { manySegments } from './many-segments.ts';
import type { BenchResult, Figure } from './result.ts';

const profiles = 10_000;
const seeds = 100;
const segments = 200;
const dayMs = 86_400_000;

/** Every profile due at one moment, then a publish that changes every segment, in local D1; and the pure part of both in Node. */
export async function bench(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'usher-bench-'));
  const server = await startServer({ folder, entry: 'test/worker/support/jobs-worker.ts' });
  await server.admin('/local/seed', { products, first: 0, count: seeds, segments: manySegments(segments) });
  await multiply(server);
  const pure = await pureMicroseconds(server);
  // By then every rolling month is over.
  const now = Date.now() + 31 * dayMs;
  const recheck = await server.admin<JobRun>('/bench/recheck', { now });
  const wrongAfterRecheck = await wrongSizes(server);
  const moves = await server.sql(`SELECT count(*) AS c FROM segment_moves WHERE cause = 'time'`);
  const left = await server.sql('SELECT count(*) AS c FROM profiles WHERE recheck_at <= ?', now);
  const walk = await server.admin<JobRun>('/bench/republish', {});
  const wrongAfterWalk = await wrongSizes(server);
  await server.stop();
  rmSync(folder, { recursive: true });
  return {
    title: 'Recheck and rescan',
    method: `${profiles.toLocaleString('en')} profiles with ${segments} segments, copies of ${seeds} that the seed of the demo made, in local D1, resting between pages as the jobs do. All due at one moment (a month later); then a publish that changes every segment. The pure part: CPU time, median of 9 runs over the seeds in Node.`,
    rows: [
      {
        what: 'all due profiles moved',
        measured: `${seconds(recheck.ms)} (${moves[0]?.c} moved)`,
        toReach: '≤ 60 s',
        reached: recheck.ms <= 60_000 && left[0]?.c === 0 && moves[0]?.c !== 0,
      },
      ...figuresOf('recheck', recheck),
      {
        what: 'sizes that differ from a full count afterwards',
        measured: String(wrongAfterRecheck),
        toReach: '0',
        reached: wrongAfterRecheck === 0,
      },
      { what: 'all profiles walked after the publish', measured: seconds(walk.ms), toReach: '–' },
      ...figuresOf('walk', walk),
      {
        what: 'sizes that differ from a full count afterwards',
        measured: String(wrongAfterWalk),
        toReach: '0',
        reached: wrongAfterWalk === 0,
      },
      {
        what: 'evaluate, compare, facts of one profile',
        measured: `${pure.toFixed(1)} µs`,
        toReach: '≤ 20 µs',
        reached: pure <= 20,
      },
    ],
  };
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

function figuresOf(job: string, run: JobRun): Figure[] {
  const share = run.databaseMs / run.ms;
  const each = (count: number) => (count / profiles).toFixed(2);
  return [
    { what: `${job}: profiles a second`, measured: String(Math.round((profiles / run.ms) * 1_000)), toReach: '–' },
    {
      what: `${job}: share of the database's time`,
      measured: `${Math.round(share * 100)} %`,
      toReach: '≤ 30 %',
      reached: share <= 0.3,
    },
    {
      what: `${job}: statements, rows read and written a profile`,
      measured: `${each(run.statements)}, ${each(run.rowsRead)}, ${each(run.rowsWritten)}`,
      toReach: '–',
    },
  ];
}

/** Copies the seeds with their facts, all of them due, and counts the sizes of all. */
async function multiply(server: Server): Promise<void> {
  const columnsOf = async (table: string) =>
    (await server.sql('SELECT name FROM pragma_table_info(?)', table))
      .map(({ name }) => String(name))
      .filter((name) => name !== 'n');
  for (const table of ['profiles', 'profile_facts']) {
    const columns = (await columnsOf(table)).join();
    for (let copy = 1; copy < profiles / seeds; copy += 10) {
      await server.sql(
        `INSERT INTO ${table} (n, ${columns}) SELECT p.n + k.value * ${seeds}, ${columns}
         FROM (SELECT CAST(?1 + key AS INTEGER) AS value FROM json_each(?2)) k, ${table} p WHERE p.n <= ${seeds}`,
        copy,
        JSON.stringify(Array.from({ length: Math.min(10, profiles / seeds - copy) }, () => 0)),
      );
    }
  }
  await server.sql('UPDATE profiles SET recheck_at = 1');
  await server.sql(
    'UPDATE segment_sizes SET (total, identified) = (SELECT ifnull(sum(c.total), 0), ifnull(sum(c.identified), 0) FROM (' +
      `${fullCount}) c WHERE c.ordinal = segment_sizes.ordinal AND c.since = segment_sizes.since) WHERE ordinal > 0`,
  );
  // Everybody.
  await server.sql(
    'UPDATE segment_sizes SET (total, identified) = (SELECT count(*), sum(identified) FROM profiles) WHERE ordinal = 0',
  );
}

/** Members of every segment as the rows of profiles have them. */
const fullCount = `SELECT d.ordinal, d.since, count(*) AS total, sum(p.identified) AS identified
  FROM profiles p CROSS JOIN json_each(p.members) m CROSS JOIN definitions d
    ON d.site = p.site AND d.kind = 'segment' AND d.ordinal = m.value AND d.since <= p.evaluated
  GROUP BY d.ordinal, d.since`;

async function wrongSizes(server: Server): Promise<number> {
  const [row] = await server.sql(
    `SELECT count(*) AS wrong FROM definitions d
     LEFT JOIN (${fullCount}) c ON c.ordinal = d.ordinal
     LEFT JOIN segment_sizes z ON z.site = d.site AND z.ordinal = d.ordinal AND z.since = d.since
     WHERE d.kind = 'segment'
       AND (ifnull(z.total, 0) <> ifnull(c.total, 0) OR ifnull(z.identified, 0) <> ifnull(c.identified, 0))`,
  );
  return Number(row?.wrong);
}

async function pureMicroseconds(server: Server): Promise<number> {
  const [published] = await server.sql('SELECT body FROM bundles ORDER BY version DESC LIMIT 1');
  const linked = link(JSON.parse(String(published?.body)) as Bundle);
  const rows = await server.sql('SELECT snapshot, members, evaluated, identified FROM profiles WHERE n <= ?', seeds);
  const stored = rows.map(({ snapshot, members, evaluated, identified }) => ({
    snapshot: JSON.parse(String(snapshot)) as Snapshot,
    before: {
      members: JSON.parse(String(members)) as number[],
      evaluated: Number(evaluated),
      warm: Number(evaluated),
      identified: identified === 1,
    },
  }));
  const now = Date.now() + 31 * dayMs;
  const run = () => {
    for (const { snapshot, before } of stored)
      settle({ snapshot, before, lists: [], warm: before.warm }, { linked, now });
  };
  for (let index = 0; index < 50; index += 1) run();
  const repeats = 40;
  const times = Array.from({ length: 9 }, () => {
    const before = process.cpuUsage();
    for (let index = 0; index < repeats; index += 1) run();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / (repeats * stored.length);
  });
  return times.sort((a, b) => a - b)[4] as number;
}
