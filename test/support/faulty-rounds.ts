import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CollectResponse } from '../../shared/schema/protocol.ts';
import type { Segment } from '../../shared/schema/segment.ts';
import { ExpectedVisitor } from './expected-visitor.ts';
import { FaultyProxy, type NetworkFault } from './faulty-proxy.ts';
import { ProtocolClient } from './protocol-client.ts';
import { type Server, startServer } from './server.ts';
import { viewedAtLeast } from './viewed-at-least.ts';
import { wrongSizes } from './wrong-sizes.ts';

const visitors = 40;
const atOnce = 3;
const shareOfFaults = 0.4;
/** No visitor gets there: what a reply leaves of it says how many views were counted. */
const unreachable = 1_000_000;
const regularViews = 20;

const viewed = (id: string, value: number): Segment => ({
  id,
  name: id,
  exposedKey: id.slice(4),
  rule: viewedAtLeast(value),
});

export interface FaultyResult {
  batches: number;
  faults: Record<NetworkFault, number>;
  /** Profiles that are not what was sent, and the first of them. */
  wrongProfiles: number;
  firstWrong: string | null;
  /** Replies that had not counted the batch they answer, or had counted what was not sent. */
  wrongReplies: number;
  /** Batches that were answered other bytes when they were sent again. */
  otherBytes: number;
  wrongSizes: number;
}

/**
 * Forty visitors send batches to the Worker, `share` of them through a network that drops, doubles, delays, cuts and refuses; up to
 * three of each under way at once. Afterwards every profile is held against what was sent, every reply against what it had to have counted.
 */
export async function faultyRounds(
  batches: number,
  { random, share = shareOfFaults }: { random: () => number; share?: number },
): Promise<FaultyResult> {
  const folder = mkdtempSync(join(tmpdir(), 'usher-faulty-'));
  const server = await startServer({ folder });
  const segments = [viewed('seg_views', unreachable), viewed('seg_regular', regularViews)];
  await server.admin('/local/seed', { products: [], first: 0, count: 0, segments });
  const proxy = await FaultyProxy.start(server.origin, { share, random });
  const all = Array.from({ length: visitors }, () => new ExpectedVisitor(new ProtocolClient('s_demo'), random));
  const result: FaultyResult = {
    batches: 0,
    faults: proxy.happened,
    wrongProfiles: 0,
    firstWrong: null,
    wrongReplies: 0,
    otherBytes: 0,
    wrongSizes: 0,
  };
  await Promise.all(
    all.map(async (visitor) => {
      while (result.batches < batches) {
        const wave = Math.min(1 + Math.floor(random() * atOnce), batches - result.batches);
        result.batches += wave;
        await Promise.all(Array.from({ length: wave }, () => deliver(visitor, proxy.origin, result)));
      }
    }),
  );
  await proxy[Symbol.asyncDispose]();
  for (const visitor of all) await holdAgainst(visitor, server, result);
  result.wrongSizes = (await server.sql(wrongSizes, 's_demo')).length + Number(await isMiscounted(all, server));
  await server.stop();
  rmSync(folder, { recursive: true });
  return result;
}

async function deliver(visitor: ExpectedVisitor, origin: string, result: FaultyResult): Promise<void> {
  const known = visitor.acknowledgedViews;
  const before = visitor.pageViews;
  const events = visitor.nextEvents();
  const own = visitor.pageViews - before;
  const answer = await visitor.client.deliver(events, () => origin);
  visitor.acknowledgedViews += own;
  const counted = countedViews(answer);
  // Others of the visitor may be under way: it has to have counted what was acknowledged before, and itself.
  if (counted < known + own || counted > visitor.pageViews) result.wrongReplies += 1;
}

function countedViews({ reply }: CollectResponse): number {
  const [, rest] = reply.maybe.find(([key]) => key === 'views') ?? [];
  if (!Array.isArray(rest) || rest[0] !== '#') throw new Error(`no count of views in ${JSON.stringify(reply)}`);
  return unreachable - Number(rest.at(-1));
}

async function holdAgainst(visitor: ExpectedVisitor, server: Server, result: FaultyResult): Promise<void> {
  if (visitor.batches === 0) return;
  const { client } = visitor;
  for (const sequence of client.sequences) {
    if (!(await client.isRepeated(sequence, server.origin))) result.otherBytes += 1;
  }
  const rows = await server.sql(
    `SELECT DISTINCT p.n, p.snapshot FROM event_batches b JOIN profiles p ON p.n = b.n WHERE b.stream = ?`,
    client.stream,
  );
  const { pageViews, engagedMs, orders, attributes, streams } = JSON.parse(String(rows[0]?.snapshot ?? '{}'));
  const amounts = Object.entries(orders as Record<string, { amountMinor: number }>).map(
    ([id, { amountMinor }]): [string, number] => [id.slice('id:'.length), amountMinor],
  );
  const byId = (entries: Iterable<[string, number]>) => [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  const is = [
    rows.length,
    pageViews,
    engagedMs,
    byId(amounts),
    attributes.first_name?.value,
    streams[client.stream].applied,
  ];
  const wanted = [
    1,
    visitor.pageViews,
    visitor.engagedMs,
    byId(visitor.orders),
    visitor.firstName,
    [[1, visitor.batches]],
  ];
  if (JSON.stringify(is) === JSON.stringify(wanted)) return;
  result.wrongProfiles += 1;
  result.firstWrong ??= `${JSON.stringify(is)} instead of ${JSON.stringify(wanted)}`;
}

/** Is the size of the one segment with people another than the number of visitors with so many views? */
async function isMiscounted(all: readonly ExpectedVisitor[], server: Server): Promise<boolean> {
  const rows = await server.sql(
    `SELECT z.total FROM definitions d JOIN segment_sizes z ON z.site = d.site AND z.ordinal = d.ordinal AND z.since = d.since
     WHERE d.site = 's_demo' AND d.kind = 'segment' AND d.id = 'seg_regular'`,
  );
  return Number(rows[0]?.total ?? 0) !== all.filter(({ pageViews }) => pageViews >= regularViews).length;
}
