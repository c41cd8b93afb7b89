import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProtocolClient, pageView } from './protocol-client.ts';
import { type Server, startServer } from './server.ts';

const clients = 8;
const eventsPerBatch = 3;
const mostBatchesPerRound = 20;

export interface CrashResult {
  rounds: number;
  batches: number;
  acknowledgedEvents: number;
  /** Acknowledged, and not in the profile. */
  lost: number;
  /** In the profile more often than sent. */
  appliedTwice: number;
}

/**
 * Kills workerd with SIGKILL at random instants while clients write and retry, restarts it over the same data, and at the end
 * holds every profile against what was acknowledged.
 */
export async function crashRounds(rounds: number, random: () => number): Promise<CrashResult> {
  const folder = mkdtempSync(join(tmpdir(), 'usher-crash-'));
  let running: Promise<Server> = startServer({ folder });
  await (await running).admin('/local/seed', { products: [], first: 0, count: 0 });
  let done = false;
  let batches = 0;
  const originOf = async () => (await running).origin;
  const all = Array.from({ length: clients }, () => new ProtocolClient('s_demo'));
  const writing = all.map(async (client) => {
    while (!done) {
      await client.deliver(Array.from({ length: eventsPerBatch }, pageView), originOf);
      batches += 1;
    }
  });
  for (let round = 0; round < rounds; round += 1) {
    // Some batches get through in every round, so that there is something to lose; then at any moment of the next one.
    const enough = batches + 1 + random() * mostBatchesPerRound;
    while (batches < enough) await new Promise((resolve) => setTimeout(resolve, random() * 20));
    const server = await running;
    running = restart(server, folder);
    await running;
  }
  done = true;
  await Promise.all(writing);
  const server = await running;
  const result: CrashResult = { rounds, batches, acknowledgedEvents: 0, lost: 0, appliedTwice: 0 };
  for (const client of all) {
    const rows = await server.sql(
      `SELECT b.sequence, p.snapshot ->> 'pageViews' AS views FROM event_batches b JOIN profiles p ON p.n = b.n WHERE b.stream = ?`,
      client.stream,
    );
    const stored = new Set(rows.map(({ sequence }) => Number(sequence)));
    const views = Number(rows[0]?.views ?? 0);
    result.acknowledgedEvents += client.acknowledged;
    result.lost += client.sequences.filter((sequence) => !stored.has(sequence)).length * eventsPerBatch;
    result.lost += Math.max(0, client.acknowledged - views);
    result.appliedTwice += Math.max(0, views - client.acknowledged);
  }
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
  return result;
}

async function restart(server: Server, folder: string): Promise<Server> {
  server.kill();
  await server.stop();
  return await startServer({ folder });
}
