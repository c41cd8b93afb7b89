import { SELF } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { deliverWebhooks } from '../../worker/jobs/deliver-webhooks.ts';
import { fanOut } from '../../worker/jobs/fan-out.ts';
import { Pace } from '../../worker/jobs/pace.ts';
import { runExports } from '../../worker/jobs/run-exports.ts';
import { opensFile } from '../../worker/services/exports/file-link.ts';
import { nextRun } from '../../worker/services/exports/next-run.ts';
import { Exports } from '../../worker/stores/exports.ts';
import { callConsole, signedInAs } from './support/console-user.ts';
import { callApi, tokenOf } from './support/server-api.ts';
import { makeSite, type SiteUnderTest } from './support/site.ts';

let site: SiteUnderTest;
let cookie: string;
let token: string;

beforeAll(async () => {
  site = await makeSite({
    id: 's_exports',
    segments: [
      { id: 'seg_named', name: 'Named', rule: { kind: 'attribute', attribute: 'first_name', operator: 'isKnown' } },
    ],
  });
  cookie = await signedInAs(site.id, 'editor');
  token = await tokenOf(site.id, 'admin');
  await write(['a', 'b', 'c'], (index) => ({ ...(index > 0 && { phone: `+4860123456${index}` }) }));
});

async function write(names: string[], more: (index: number) => object = () => ({})): Promise<void> {
  const profiles = names.map((name, index) => ({
    identifiers: { email: `${name}@exp.example`, ...more(index) },
    attributes: { first_name: name },
  }));
  expect((await callApi('POST', '/profiles/batch', { token, body: { profiles } })).status).toBe(200);
}

const call = (method: string, path: string, body?: unknown) =>
  callConsole(method, path, { cookie, ...(body !== undefined && { body }) });

const settings = { name: 'Named', segment: 'seg_named', attributes: ['email', 'first_name'] };

async function create(more: object = {}): Promise<string> {
  return ((await (await call('POST', '/exports', { ...settings, ...more })).json()) as { id: string }).id;
}

interface Shown {
  nextAt: number | null;
  runs: { id: string; state: string; rows: number; asOf: number; hasFile: boolean }[];
}

const shown = async (id: string) => (await (await call('GET', `/exports/${id}`)).json()) as Shown;
const job = (now: number) => runExports(env, Date.now() + 10_000, () => now);

async function linesOf(id: string, run: string | undefined): Promise<string[]> {
  const file = await call('GET', `/exports/${id}/runs/${run}/file.csv`);
  expect(file.status).toBe(200);
  return (await file.text()).split('\r\n').slice(1, -1);
}

/** A file that is no longer kept says so: an empty one would look like nobody. */
async function expectGone(id: string, run: string): Promise<void> {
  const answer = await call('GET', `/exports/${id}/runs/${run}/file.csv`);
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ detail: expect.stringContaining('no longer kept') });
}

it('says before it runs how many of the segment it will hold', async () => {
  const preview = await call('POST', '/exports/preview', { ...settings, required: ['phone'] });
  expect(await preview.json()).toEqual({ inSegment: 3, exported: 2, isWhole: true, fraction: 1 });
});

it('is made by the clock of the site, once each time, and holds whom it should', async () => {
  const id = await create({ required: ['phone'], schedule: { every: 'day', minute: 8 * 60 } });
  const { nextAt } = await shown(id);
  await job((nextAt ?? 0) - 1);
  expect((await shown(id)).runs).toEqual([]);
  await Promise.all([job(nextAt ?? 0), job(nextAt ?? 0)]);
  const { runs, nextAt: later } = await shown(id);
  expect(runs).toMatchObject([{ state: 'done', rows: 2 }]);
  expect(later).toBe((nextAt ?? 0) + 86_400_000);
  expect((await linesOf(id, runs[0]?.id)).map((line) => line.split(',').slice(1).join())).toEqual([
    'c@exp.example,c',
    'b@exp.example,b',
  ]);
});

it('of those who entered since the last run holds nobody twice', async () => {
  const id = await create({ who: 'entered', schedule: { every: 'day', minute: 0 } });
  const first = (await shown(id)).nextAt ?? 0;
  await job(first);
  expect((await shown(id)).runs).toMatchObject([{ state: 'done', rows: 3 }]);
  await write(['late']);
  await env.DB.prepare('UPDATE segment_moves SET at = ? WHERE id = (SELECT max(id) FROM segment_moves)')
    .bind(first + 1)
    .run();
  await job(first + 86_400_000);
  const { runs } = await shown(id);
  expect(runs[0]).toMatchObject({ state: 'done', rows: 1 });
  expect((await linesOf(id, runs[0]?.id))[0]).toContain('late@exp.example');
});

it('fails with words when its segment is gone, and keeps no file for longer than a week', async () => {
  const id = await create();
  const { run } = (await (await call('POST', `/exports/${id}/run`)).json()) as { run: string };
  await job(Date.now());
  await expect.poll(async () => (await shown(id)).runs[0]?.state).toBe('done');
  await job(Date.now() + 8 * 86_400_000);
  await expectGone(id, run);
  const gone = await create({ segment: 'seg_gone', schedule: { every: 'day', minute: 0 } });
  await job((await shown(gone)).nextAt ?? 0);
  expect((await shown(gone)).runs).toMatchObject([{ state: 'failed', fault: expect.stringContaining('seg_gone') }]);
});

it('files that were made do not outlive the erasure of somebody in them', async () => {
  const id = await create();
  const { run } = (await (await call('POST', `/exports/${id}/run`)).json()) as { run: string };
  await job(Date.now());
  await expect.poll(async () => (await shown(id)).runs[0]?.state).toBe('done');
  expect((await linesOf(id, run)).join()).toContain('b@exp.example');
  const found = await callApi('GET', '/profiles?email=b@exp.example', { token });
  const { profiles } = (await found.json()) as { profiles: { id: string }[] };
  await callApi('DELETE', `/profiles/${profiles[0]?.id}`, { token });
  await expectGone(id, run);
});

it('a file in the making begins anew when somebody in it is erased, and is whole', async () => {
  await write(['leaves']);
  const id = await create();
  const exports = new Exports(env.DB);
  const one = await exports.get(site.id, id);
  if (!one) throw new Error('the export was not made');
  const begun = Date.now() - 1_000;
  await exports.begin(one, { run: 'run_cut', asOf: begun, nextAt: null });
  const run = await exports.lease('run_cut', { now: begun, until: begun + 1 });
  if (!run) throw new Error('nobody else is at it');
  expect(await exports.addPart(run, { text: 'leaves@exp.example', rows: 1, before: 1 })).toBe(true);
  const found = await callApi('GET', '/profiles?email=leaves@exp.example', { token });
  const { profiles } = (await found.json()) as { profiles: { id: string }[] };
  await callApi('DELETE', `/profiles/${profiles[0]?.id}`, { token });
  // Whoever was at it finds out, whatever they had read.
  expect(await exports.addPart({ ...run, parts: 1 }, { text: 'leaves@exp.example', rows: 2, before: null })).toBe(
    false,
  );
  await exports.finish(run, { fault: null, now: Date.now() });
  await job(Date.now());
  const [done] = (await shown(id)).runs;
  expect(done).toMatchObject({ state: 'done', hasFile: true });
  const lines = await linesOf(id, 'run_cut');
  expect(lines).toHaveLength(done?.rows ?? 0);
  expect(lines.join()).toContain('a@exp.example');
  expect(lines.join()).not.toContain('leaves@exp.example');
});

it('tells a webhook where the file is, and the link opens that file only, for a while', async () => {
  const sent: { data: { file: string; rows: number } }[] = [];
  vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
    if (String(url).includes('dns-query')) return Response.json({ Answer: [{ data: '93.184.215.14' }] });
    sent.push(JSON.parse(String(init?.body)));
    return new Response(null, { status: 204 });
  });
  await call('POST', '/webhooks', { url: 'https://hooks.shop.example/', kinds: ['export.finished'] });
  const id = await create();
  await call('POST', `/exports/${id}/run`);
  await job(Date.now());
  await expect.poll(async () => (await shown(id)).runs[0]?.state).toBe('done');
  await fanOut(env, new Pace(Date.now() + 5_000));
  await deliverWebhooks(env, Date.now() + 5_000);
  vi.unstubAllGlobals();
  expect(sent).toMatchObject([{ type: 'export.finished', data: { export: 'Named', rows: expect.any(Number) } }]);
  const path = sent[0]?.data.file ?? '';
  const open = (at: string) => SELF.fetch(`https://usher.example${at}`);
  expect(await (await open(path)).text()).toContain('a@exp.example');
  const [, , , run, expires, signature] = path.split('/');
  expect((await open(`/v1/files/${run}/${Number(expires) + 1}/${signature}`)).status).toBe(404);
  expect((await open(`/v1/files/${run}x/${expires}/${signature}`)).status).toBe(404);
  expect(
    await opensFile(env.VISITOR_SECRET, {
      run: run ?? '',
      expiresAt: Number(expires),
      signature: signature ?? '',
      now: Number(expires),
    }),
  ).toBe(false);
});

describe('the next run', () => {
  const at = (iso: string) => Date.parse(iso);
  const zone = 'Europe/Berlin';
  const next = (every: 'day' | 'week' | 'month', after: string) =>
    new Date(nextRun({ schedule: { every, minute: 9 * 60 } }, at(after), zone) ?? 0).toISOString();

  it('is the next day, Monday or first of a month at that time', () => {
    expect(next('day', '2026-11-24T07:59:59Z')).toBe('2026-11-24T08:00:00.000Z');
    expect(next('day', '2026-11-24T08:00:00Z')).toBe('2026-11-25T08:00:00.000Z');
    expect(next('week', '2026-11-24T08:00:00Z')).toBe('2026-11-30T08:00:00.000Z');
    expect(next('month', '2026-11-24T08:00:00Z')).toBe('2026-12-01T08:00:00.000Z');
    expect(next('day', '2026-10-24T08:00:00Z')).toBe('2026-10-25T08:00:00.000Z');
    expect(next('day', '2026-03-28T09:00:00Z')).toBe('2026-03-29T07:00:00.000Z');
  });

  it('is none without a schedule', () => expect(nextRun({}, 0, zone)).toBeNull());
});
