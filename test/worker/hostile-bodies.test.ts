import { SELF } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { jsonDepth } from '../../worker/middleware/json-depth.ts';
import { campaign } from '../support/campaigns.ts';
import { ask, asks } from './support/asks.ts';
import { postBody } from './support/browser.ts';
import { tableNames } from './support/everything-kept.ts';
import { type HostileRequest, hostileRequest, spoil } from './support/hostile-body.ts';
import { shopOrigin } from './support/site.ts';
import { type WholeSite, wholeSite } from './support/whole-site.ts';

/** The deepest that any route lets through to a parser. */
const maxParsedDepth = 48;

let site: WholeSite;
let countAll: string;

beforeAll(async () => {
  // Nothing is looked up or sent.
  vi.stubGlobal('fetch', async () => Response.json({ Answer: [] }));
  site = await wholeSite('s_hostile', campaign({ id: 'cmp_hostile' }));
  countAll = await countingQuery();
});

afterAll(() => {
  vi.unstubAllGlobals();
});

/** Numbers that move with every row that is made, and with every version or revision that is written; files of exports and names that were seen are written after the answer. */
async function countingQuery(): Promise<string> {
  const afterwards = ['rate_windows', 'export_parts', 'seen_names'];
  const tables = (await tableNames()).filter((name) => !afterwards.includes(name));
  const counts = tables.map((name) => `(SELECT count(*) FROM "${name}")`);
  counts.push('(SELECT ifnull(sum(version), 0) FROM profiles)', '(SELECT ifnull(sum(revision), 0) FROM definitions)');
  return `SELECT json_array(${counts.join()}) AS rows`;
}

const rowCounts = async () => (await env.DB.prepare(countAll).first<string>('rows')) as string;

/** Good bodies of the routes that no credential guards. */
const batch = {
  stream: 'streamhostile',
  sequence: 1,
  events: [
    {
      name: 'page_view',
      time: 1_700_000_000_000,
      session: 'session-1',
      properties: { path: '/', items: [{ id: 'A' }] },
    },
    { name: 'identify', time: 1_700_000_000_000, session: 's', properties: { attributes: { email: 'a@x.example' } } },
    { name: 'purchase', time: 1, session: 's', properties: { transaction_id: 'T', value: 1.5, currency: 'EUR' } },
  ],
  consent: { analytics: true },
  gpc: false,
  language: 'en',
};
const seed = 'h'.repeat(22);
const openRoutes: Record<string, { body: object; send: (body: string) => Promise<Response> }> = {
  collect: { body: { site: 's_hostile', seed, sentAt: 1_700_000_000_000, batch }, send: (body) => postBody(body) },
  privacy: {
    body: { site: 's_hostile', seed, action: 'export', token: 'eyJhbGciOiJIUzI1NiJ9.e30.x' },
    send: (body) => post('/v1/privacy', body),
  },
  session: { body: { secret: 'x'.repeat(43) }, send: (body) => post('/api/console/session', body) },
};

function post(path: string, body: string): Promise<Response> {
  const headers = { origin: shopOrigin, 'sec-fetch-site': 'same-origin' };
  return SELF.fetch(`https://usher.example${path}`, { method: 'POST', headers, body });
}

const guarded = Object.entries(asks).flatMap(([route, { body }]) => (body ? [{ route, body }] : []));
const open = Object.values(openRoutes);

/** Sends one hostile request; routes of the public are asked as often as all others together. */
async function send({
  route,
  spoilings,
  id,
}: HostileRequest): Promise<{ text: string; where: string; status: number }> {
  if (route < 0.5) {
    const one = open[Math.floor(route * 2 * open.length)] as (typeof open)[number];
    const text = spoil(one.body, spoilings);
    return { text, where: 'public', status: (await one.send(text)).status };
  }
  const one = guarded[Math.floor((route - 0.5) * 2 * guarded.length)] as (typeof guarded)[number];
  const text = spoil(one.body(site.ids), spoilings);
  const asked = asks[one.route]?.id;
  const ids = id !== null && asked ? { ...site.ids, [asked]: id } : site.ids;
  return { text, where: one.route, status: (await ask(one.route, ids, site, text)).status };
}

/**
 * Whether a refused request writes rows when it is sent several times more: what an earlier one that was taken has put off until after its
 * answer, as the walk after a publish, comes to its end meanwhile.
 */
async function writesAgain(request: HostileRequest): Promise<boolean> {
  let before = await rowCounts();
  for (let time = 0; time < 5; time += 1) {
    await send(request);
    const after = await rowCounts();
    if (after === before) return false;
    before = after;
  }
  return true;
}

it('hostile bodies to every route are answered, never with 500, and leave nothing when they are refused', async () => {
  const prototypes = [Object.prototype, Array.prototype, Function.prototype];
  const properties = () => JSON.stringify(prototypes.map((one) => Reflect.ownKeys(one).map(String)));
  const before = properties();
  const requests = fc.sample(hostileRequest, { numRuns: Number(env.HOSTILE_RUNS) });
  const faults: string[] = [];
  const refused = { inputs: 0, wrote: 0 };
  let rows = await rowCounts();
  for (const [index, request] of requests.entries()) {
    if (index % 100 === 0) await env.DB.prepare('DELETE FROM rate_windows').run();
    const { text, where, status } = await send(request);
    if (status >= 500) faults.push(`${status} ${where} ${text.slice(0, 300)}`);
    const now = await rowCounts();
    if (status >= 400) {
      refused.inputs += 1;
      if (now !== rows && (await writesAgain(request))) {
        refused.wrote += 1;
        faults.push(`${status} and rows written: ${where} ${text.slice(0, 300)}`);
      }
    }
    rows = await rowCounts();
  }
  console.log(
    `FIGURES ${JSON.stringify({ inputs: requests.length, refused: refused.inputs, wrote: refused.wrote, faults: faults.length })}`,
  );
  expect(faults.slice(0, 20)).toEqual([]);
  expect(properties()).toBe(before);
  expect(refused.inputs).toBeLessThan(requests.length);
}, 3_600_000);

it('what nests deeper than a route reads never gets to the parser', async () => {
  const parse = JSON.parse;
  let deepest = 0;
  JSON.parse = (text, reviver) => {
    deepest = Math.max(deepest, jsonDepth(String(text)));
    return parse(text, reviver);
  };
  try {
    const deep = `${'['.repeat(200)}${']'.repeat(200)}`;
    for (const { send: post } of open) expect((await post(deep)).status).toBe(400);
    for (const { route } of guarded) {
      await env.DB.prepare('DELETE FROM rate_windows').run();
      const { status } = await ask(route, site.ids, site, deep);
      if (!route.includes('/parts/')) expect([route, status]).toEqual([route, 400]);
    }
  } finally {
    JSON.parse = parse;
  }
  expect(deepest).toBeGreaterThan(0);
  expect(deepest).toBeLessThanOrEqual(maxParsedDepth);
});
