import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { buildBundle } from '../../shared/publish/build-bundle.ts';
import { link } from '../../shared/rules/link.ts';
import { ProtocolClient, pageView } from '../support/protocol-client.ts';
import { caseVocabulary } from '../support/rule-facts.ts';
import { startServer } from '../support/server.ts';
import { manySegments } from './many-segments.ts';
import type { BenchResult } from './result.ts';

const segments = 200;
const requests = 600;
const eventsPerBatch = 5;
/** `/proc/PID/stat` counts in USER_HZ, 100 a second on Linux. */
const msPerTick = 10;

/** CPU of one collect with its D1 commit, the bill of rows, linking, and the reply's size. Linux. */
export async function bench(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'usher-bench-'));
  const server = await startServer({ folder });
  await server.admin('/local/seed', { products: [], first: 0, count: 0, segments: manySegments(segments) });
  const clients = Array.from({ length: 20 }, () => new ProtocolClient('s_demo'));
  const events = () => Array.from({ length: eventsPerBatch }, pageView);
  const collect = (index: number) =>
    (clients[index % clients.length] as ProtocolClient).deliver(events(), () => server.origin);
  for (let index = 0; index < 100; index += 1) await collect(index);
  const pid = Number(
    execFileSync('pgrep', ['-P', String(process.pid), 'workerd'], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .at(-1),
  );
  const cpuOf = async (request: (index: number) => Promise<unknown>): Promise<number> => {
    const before = cpuMs(pid);
    for (let index = 0; index < requests; index += 1) await request(index);
    return (cpuMs(pid) - before) / requests;
  };
  const get = (path: string) => async () => (await fetch(server.origin + path)).text();
  const bareMs = await cpuOf(get('/local/ready'));
  const readMs = await cpuOf(get('/t/s_nobody.js'));
  let reply = '';
  const collectMs = await cpuOf(async (index) => {
    reply = JSON.stringify((await collect(index)).reply);
  });
  await server.stop();
  rmSync(folder, { recursive: true });
  const linkMs = { 200: linkTime(200), 1000: linkTime(1_000) };
  return {
    title: 'Collect',
    method: `${requests} batches of ${eventsPerBatch} events from 20 visitors, ${segments} segments, one after the other; user and system time of the workerd process over requests. Linking: median of 21 in Node.`,
    rows: [
      {
        what: 'CPU of one collect',
        measured: `${collectMs.toFixed(2)} ms`,
        toReach: '≤ 4.5 ms',
        reached: collectMs <= 4.5,
      },
      { what: 'beside it: a request without D1', measured: `${bareMs.toFixed(2)} ms`, toReach: '–' },
      { what: 'beside it: a request with one D1 read', measured: `${readMs.toFixed(2)} ms`, toReach: '–' },
      {
        what: 'link 200 segments',
        measured: `${linkMs[200].toFixed(2)} ms`,
        toReach: '≤ 3 ms',
        reached: linkMs[200] <= 3,
      },
      {
        what: 'link 1,000 segments',
        measured: `${linkMs[1_000].toFixed(2)} ms`,
        toReach: '≤ 10 ms',
        reached: linkMs[1_000] <= 10,
      },
      { what: 'reply of the demo, JSON', measured: `${reply.length} B`, toReach: '–' },
      {
        what: 'reply of the demo, brotli',
        measured: `${brotliCompressSync(reply).length} B (gzip ${gzipSync(reply).length} B)`,
        toReach: '≤ 2,048 B',
        reached: brotliCompressSync(reply).length <= 2_048,
      },
    ],
  };
}

function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * msPerTick;
}

function linkTime(count: number): number {
  const built = buildBundle({
    site: JSON.parse(
      '{"id":"s_bench","caps":[],"holdoutPercent":0,"currency":"EUR","timeZone":"UTC","consentMode":"off"}',
    ),
    version: 1,
    segments: manySegments(count).map((definition, index) => ({ ordinal: index + 1, definition })),
    campaigns: [],
    vocabulary: caseVocabulary,
    previous: null,
  });
  if (!built.ok) throw new Error('the generated segments cannot be published');
  const body = JSON.stringify(built.bundle);
  const times = Array.from({ length: 21 }, () => {
    const start = performance.now();
    link(JSON.parse(body));
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[10] as number;
}
