import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ImportSettings } from '../../shared/schema/import.ts';
import type { Problem } from '../../shared/schema/problem.ts';
import { runImport } from '../../worker/services/import/run-import.ts';
import { StaticSegments } from '../../worker/stores/static-segments.ts';
import { callConsole, signedInAs } from './support/console-user.ts';
import { callApi, tokenOf } from './support/server-api.ts';
import { makeSite, type SiteUnderTest } from './support/site.ts';

let site: SiteUnderTest;
let cookie: string;
let token: string;

beforeAll(async () => {
  site = await makeSite({ id: 's_imports', segments: [], settings: { country: 'PL' } });
  cookie = await signedInAs(site.id, 'editor');
  token = await tokenOf(site.id, 'read');
});

interface Row {
  state: string;
  counts: { rows: number; created: number; updated: number; skipped: number; bad: number };
  fault: string | null;
  header: string[] | null;
}

const call = (method: string, path: string, body?: unknown) =>
  callConsole(method, path, { cookie, ...(body !== undefined && { body }) });

const columns: ImportSettings['columns'] = [
  { kind: 'identity', identity: 'email' },
  { kind: 'attribute', attribute: 'first_name' },
  { kind: 'attribute', attribute: 'birthdate' },
  { kind: 'attribute', attribute: 'tags' },
];

async function importFile(
  text: string,
  more: Partial<ImportSettings> = {},
  partLength = 100_000,
): Promise<{ id: string; row: Row }> {
  const settings = { name: 'people.csv', hasHeader: true, columns, ...more };
  const { id } = (await (await call('POST', '/imports', settings)).json()) as { id: string };
  for (let part = 0; part * partLength < text.length; part += 1) {
    const chunk = text.slice(part * partLength, (part + 1) * partLength);
    expect((await call('PUT', `/imports/${id}/parts/${part}`, chunk)).status).toBe(204);
  }
  expect((await call('POST', `/imports/${id}/start`)).status).toBe(204);
  return { id, row: await driven(id) };
}

async function driven(id: string): Promise<Row> {
  for (;;) {
    const row = (await (await call('POST', `/imports/${id}/drive`)).json()) as Row;
    if (row.state !== 'running') return row;
  }
}

async function person(email: string): Promise<Record<string, unknown> | undefined> {
  const found = await callApi('GET', `/profiles?email=${encodeURIComponent(email)}`, { token });
  const { profiles } = (await found.json()) as { profiles: { attributes: Record<string, unknown> }[] };
  return profiles[0]?.attributes;
}

const failuresOf = async (id: string) => (await call('GET', `/imports/${id}/failures.csv`)).text();

it('takes people in, whatever the parts cut, and gives back the rows that are wrong', async () => {
  const file = [
    'Email;Name;Birthday;Tags',
    'ann@imp.example;"Ann; of ""X""\nand Y";28.02.1990;vip; ',
    'bob@imp.example;Bob;31.02.1990;',
    'nobody;Nobody;;',
    '"";Nameless;;',
    'ann@imp.example;Anna;;a\\;b; c',
  ].join('\r\n');
  const { id, row } = await importFile(
    file.replace('vip; ', '"vip; old"').replace('a\\;b; c', '"a\\;b; c"'),
    { dateOrder: 'dmy' },
    7,
  );
  expect(row).toMatchObject({ state: 'done', counts: { rows: 5, created: 1, updated: 1, skipped: 0, bad: 3 } });
  expect(await person('ann@imp.example')).toMatchObject({
    first_name: 'Anna',
    birthdate: '1990-02-28',
    tags: ['a;b', 'c'],
    data_source: ['import'],
  });
  const failures = await failuresOf(id);
  expect(failures.split('\r\n').slice(0, -1)).toEqual([
    'Email,Name,Birthday,Tags,line,reason',
    'bob@imp.example,Bob,31.02.1990,,4,"birthdate: ""1990-02-31"" is no date: write YYYY-MM-DD, or a moment as 2026-02-01T12:00:00Z"',
    'nobody,Nobody,,,5,"email: ""nobody"" is no email"',
    ',Nameless,,,6,"no id in this row: an email, a phone or a source id"',
  ]);
  const mended = failures.replace('31.02.1990', '28.02.1990').replace('nobody,', 'nb@imp.example,');
  const again = await importFile(mended, {
    dateOrder: 'dmy',
    columns: [...columns, { kind: 'ignore' }, { kind: 'ignore' }],
  });
  expect(again.row.counts).toMatchObject({ created: 2, bad: 1 });
  expect(await env.DB.prepare('SELECT count(*) AS c FROM import_parts').first('c')).toBe(0);
});

it('a dry run says what would be, and writes nothing', async () => {
  const people = await env.DB.prepare('SELECT count(*) AS c FROM profiles').first('c');
  const { row } = await importFile('e,n\nann@imp.example,A\nnew1@imp.example,B\nbad,C\n', { dryRun: true });
  expect(row.counts).toEqual({ rows: 3, created: 1, updated: 1, skipped: 0, bad: 1 });
  expect(await env.DB.prepare('SELECT count(*) AS c FROM profiles').first('c')).toBe(people);
  expect((await person('ann@imp.example'))?.first_name).toBe('Anna');
});

it('skips whom nobody knows, when told to', async () => {
  const { row } = await importFile('e,n\nann@imp.example,A\nnew2@imp.example,B\n', { unknown: 'skip' });
  expect(row.counts).toMatchObject({ updated: 1, skipped: 1 });
});

describe('a list', () => {
  it('takes people in, lets them go, and holds exactly them', async () => {
    await new StaticSegments(env.DB).create(
      site.id,
      { id: 'seg_imported', name: 'Imported', kind: 'list' },
      { members: [], now: Date.now() },
    );
    const total = () => env.DB.prepare('SELECT total FROM static_segments WHERE site = ?').bind(site.id).first('total');
    const into = (mode: 'add' | 'remove' | 'replace') => ({ list: { segment: 'seg_imported', mode } });
    await importFile('e\nl1@imp.example\nl2@imp.example\nl3@imp.example\n', into('add'));
    expect(await total()).toBe(3);
    await importFile('e\nl1@imp.example\n', into('remove'));
    expect(await total()).toBe(2);
    await importFile('e\nl1@imp.example\nl4@imp.example\n', into('replace'));
    expect(await total()).toBe(2);
    const { results } = await env.DB.prepare(
      `SELECT i.value FROM segment_members m JOIN identities i ON i.n = m.n WHERE m.site = ? AND i.kind = 'email' ORDER BY i.value`,
    )
      .bind(site.id)
      .all<{ value: string }>();
    expect(results.map(({ value }) => value)).toEqual(['l1@imp.example', 'l4@imp.example']);
  });
});

it('refuses a mapping that cannot be, by its pointers', async () => {
  const response = await call('POST', '/imports', {
    name: 'x',
    hasHeader: true,
    columns: [
      { kind: 'attribute', attribute: 'order_count' },
      { kind: 'attribute', attribute: 'first_name' },
      { kind: 'attribute', attribute: 'first_name' },
    ],
    list: { segment: 'seg_none', mode: 'add' },
  });
  expect(((await response.json()) as Problem).errors?.map(({ pointer }) => pointer)).toEqual([
    '/columns',
    '/columns/0/attribute',
    '/columns/2/attribute',
    '/list/segment',
  ]);
});

it('fails with the line of a quote that is never closed', async () => {
  const { row } = await importFile('e,n\nok@imp.example,A\nq@imp.example,"B\nz@imp.example,C\n');
  expect(row).toMatchObject({ state: 'failed', fault: expect.stringContaining('line 3') });
});

it('goes on where it was cut off, and ends when it is cancelled', async () => {
  const rows = Array.from({ length: 2_000 }, (_, index) => `cut${index}@imp.example,C${index}`);
  const settings = { name: 'cut.csv', hasHeader: true, columns };
  const { id } = (await (await call('POST', '/imports', settings)).json()) as { id: string };
  await call('PUT', `/imports/${id}/parts/0`, `e,n\n${rows.join('\n')}\n`);
  expect((await call('POST', `/imports/${id}/start`)).status).toBe(204);
  expect((await call('POST', `/imports/${id}/start`)).status).toBe(409);
  expect((await call('PUT', `/imports/${id}/parts/1`, 'x')).status).toBe(409);
  // Several at it at once, each cut short: one at a time works.
  for (let run = 0; run < 40; run += 1)
    await Promise.all([1, 2, 3].map(() => runImport(env, site.id, id, Date.now() + 30)));
  const row = await driven(id);
  expect(row).toMatchObject({ state: 'done', counts: { rows: 2_000, created: 2_000 } });
  const other = (await (await call('POST', '/imports', settings)).json()) as { id: string };
  await call('PUT', `/imports/${other.id}/parts/0`, `e,n\n${rows.join('\n')}\n`);
  await call('POST', `/imports/${other.id}/start`);
  expect((await call('POST', `/imports/${other.id}/cancel`)).status).toBe(204);
  expect((await driven(other.id)).state).toBe('cancelled');
});

it('is for its site alone, and for those who may change', async () => {
  const { id } = await importFile('e\nx@imp.example\n');
  await makeSite({ id: 's_imports2', segments: [] });
  const stranger = await signedInAs('s_imports2', 'owner');
  for (const path of ['', '/failures.csv']) {
    expect((await callConsole('GET', `/imports/${id}${path}`, { cookie: stranger })).status).toBe(404);
  }
  const viewer = await signedInAs(site.id, 'viewer');
  expect((await callConsole('POST', '/imports', { cookie: viewer, body: {} })).status).toBe(403);
});

it('what an export writes comes in unchanged', async () => {
  await importFile('e,n,b,t\n"=cmd@imp.example","-1+1 ""Q""",1990-01-02,"=a; b\\;c"\n');
  const before = await person('=cmd@imp.example');
  expect(before).toMatchObject({ first_name: '-1+1 "Q"', tags: ['=a', 'b;c'] });
  const rule = { kind: 'attribute', attribute: 'email', operator: 'is', value: '=cmd@imp.example' };
  const exported = await call('POST', '/population/export', {
    rule,
    attributes: ['email', 'first_name', 'birthdate', 'tags'],
  });
  const file = await exported.text();
  expect(file).toContain("'=cmd@imp.example");
  const { row } = await importFile(file, { columns: [{ kind: 'profileId' }, ...columns] });
  expect(row.counts).toMatchObject({ rows: 1, updated: 1, bad: 0 });
  expect(await person('=cmd@imp.example')).toEqual(before);
});
