import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Console, startConsole } from './console-fixture.ts';

vi.setConfig({ testTimeout: 180_000 });

let running: Console;

beforeAll(async () => {
  running = await startConsole();
});

afterAll(() => running.close());

const count = async (query: string) => Number((await running.server.sql(query))[0]?.c);

/** A file as people have them: a byte order mark, semicolons, CR LF, quotes with line ends, ragged rows, bad emails. */
function messyFile(rows: number): { text: string; bad: number } {
  const isBad = (index: number) => index % 500 === 100 || index % 500 === 200;
  const lines = Array.from({ length: rows }, (_, index) => {
    const email = `person${index}@import.example`;
    if (index % 500 === 100) return `not an email ${index};Bad;;1`;
    if (index % 500 === 200) return `${email};Too;1990-01-01;3;many;cells`;
    if (index % 500 === 300) return `${email};Short`;
    if (index % 3 === 0) return `${email};"Ann; of ""X""\r\nand Y";28.02.1990;${index}`;
    return `${email};Bob ${index};01.12.1985;${index}`;
  });
  return {
    text: `\uFEFFE-Mail;First name;Birthday;Shoe size\r\n${lines.join('\r\n')}\r\n`,
    bad: lines.filter((_, index) => isBad(index)).length,
  };
}

async function chooseFile(page: Page, name: string, text: string | Buffer): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file' }).click();
  const buffer = typeof text === 'string' ? Buffer.from(text) : text;
  await (await choosing).setFiles({ name, mimeType: 'text/csv', buffer });
}

const fills = (page: Page, column: string) => page.getByRole('combobox', { name: `“${column}” fills` });
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });

it('a messy file of 10,000 rows: guessed, mapped, checked, imported over a reload; its bad rows mended and imported', async () => {
  const { page, visit, faultsInEveryLook, complaints } = await running.open();
  const people = 'SELECT count(*) AS c FROM profiles';
  const before = await count(people);
  const { text, bad } = messyFile(10_000);
  await visit('/imports');
  await page.getByRole('link', { name: 'New import' }).first().click();
  await heading(page, 'New import').waitFor();
  expect(await faultsInEveryLook()).toEqual([]);
  await chooseFile(page, 'messy.csv', text);

  await page.getByText('10,000 rows').waitFor();
  expect(await page.getByRole('combobox', { name: 'Columns are separated by' }).inputValue()).toBe('Semicolon');
  expect(await fills(page, 'E-Mail').inputValue()).toBe('Email');
  expect(await fills(page, 'First name').inputValue()).toBe('First name');
  expect(await fills(page, 'Birthday').inputValue()).toBe('Birthdate');
  expect(await fills(page, 'Shoe size').inputValue()).toBe('Ignore');
  await page.getByRole('button', { name: 'Add to the schema as a number' }).click();
  await page.getByText('“Shoe size” is in the schema').waitFor();
  await vi.waitUntil(async () => (await fills(page, 'Shoe size').inputValue()) === 'Shoe size');
  await page.getByRole('combobox', { name: 'Days like 03/04/2026 are' }).click();
  await page.getByRole('option', { name: 'day, month, year', exact: true }).click();
  await page.getByRole('switch', { name: /^Also find people/ }).click();
  await page.getByText('Anybody can type an email that is not theirs.').waitFor();
  await page.getByRole('switch', { name: /^Also find people/ }).click();
  expect(await faultsInEveryLook()).toEqual([]);

  await page.getByRole('button', { name: 'Check without importing' }).click();
  await page.getByText(`10,000 rows: 0 matched, ${(10_000 - bad).toLocaleString('en')} new, ${bad} bad`).waitFor();
  expect(await count(people)).toBe(before);
  expect(await faultsInEveryLook()).toEqual([]);

  // As for somebody who looks on while another page drives it.
  await page.route('**/drive', (route) =>
    route.continue({ method: 'GET', url: route.request().url().replace('/drive', '') }),
  );
  await page.getByRole('button', { name: 'good rows' }).click();
  await page.getByText('0% of the file').waitFor();
  expect(await faultsInEveryLook()).toEqual([]);
  await page.unroute('**/drive');
  await page.reload();
  await page
    .getByText(`10,000 rows: 0 matched, ${(10_000 - bad).toLocaleString('en')} new, ${bad} bad`)
    .waitFor({ timeout: 120_000 });
  expect(await count(people)).toBe(before + 10_000 - bad);

  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download the bad rows' }).click();
  const failed = await readFile((await (await downloading).path()) ?? '', 'utf8');
  expect(failed).toContain('""not an email 100"" is no email');
  const mended = failed.replace(/^not an email (\d+),/gm, 'mended$1@import.example,');
  await visit('/imports/new');
  await chooseFile(page, 'mended.csv', mended);
  await page.getByText(`${bad} rows`).waitFor();
  expect(await fills(page, 'reason').inputValue()).toBe('Ignore');
  await page.getByRole('button', { name: 'Check without importing' }).click();
  await page.getByText(`${bad} rows: 0 matched, ${bad} new, 0 bad`).waitFor();
  await page.getByRole('button', { name: `Import the ${bad} good rows` }).click();
  await page.getByText('Done', { exact: true }).waitFor();
  await vi.waitUntil(async () => (await count(people)) === before + 10_000);
  await visit('/imports');
  await page
    .getByRole('row', { name: /messy\.csv/ })
    .first()
    .waitFor();
  expect(await faultsInEveryLook()).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('the template is downloaded, dropped back, and maps by itself', async () => {
  const { page, visit, complaints } = await running.open();
  await visit('/imports');
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download a template' }).click();
  const template = await readFile((await (await downloading).path()) ?? '', 'utf8');
  await visit('/imports/new');
  const transfer = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'people.csv', { type: 'text/csv' }));
    return data;
  }, template);
  await page.getByText('Drop a CSV file here').dispatchEvent('drop', { dataTransfer: transfer });
  await page.getByText('1 row', { exact: false }).first().waitFor();
  const filled = await page.getByRole('combobox', { name: / fills$/ }).all();
  const values = await Promise.all(filled.map((one) => one.inputValue()));
  expect(values).toEqual([
    'Email',
    'Phone',
    'Source id',
    'First name',
    'Last name',
    'Birthdate',
    'Country of the address',
    'Tags',
  ]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('pasted rows, another encoding, a list, and an upload that is cut', async () => {
  const { page, visit, faultsInEveryLook, complaints } = await running.open();
  await visit('/imports/new');
  await page.evaluate(() =>
    fetch('/api/console/segments/lists', { method: 'POST', body: JSON.stringify({ name: 'From the old shop' }) }),
  );
  await visit('/imports/new');
  await page.getByRole('button', { name: 'Paste rows instead' }).click();
  await page.getByRole('textbox', { name: /^Rows/ }).fill('email,tags\npasted@import.example,vip');
  await page.getByRole('button', { name: 'Use these rows' }).click();
  await page.getByText('1 row').waitFor();
  await page.getByRole('combobox', { name: '“email” fills' }).click();
  await page.getByRole('option', { name: 'Ignore' }).click();
  await page.getByRole('alert').getByText('No column says who it is').waitFor();
  expect(await page.getByRole('button', { name: 'Check without importing' }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Choose another file' }).click();

  // `Zoë` as Windows writes it.
  await chooseFile(page, 'western.csv', Buffer.from('email,first_name\nzoe@import.example,Zo\xEB\n', 'latin1'));
  await page.getByRole('cell', { name: 'Zoë' }).waitFor();
  expect(await page.getByRole('combobox', { name: 'Encoding' }).inputValue()).toContain('1252');
  await page.getByRole('combobox', { name: 'Put the people on a list' }).click();
  await page.getByRole('option', { name: 'Add them to the list' }).click();
  expect(await page.getByRole('button', { name: 'Check without importing' }).isDisabled()).toBe(true);
  await page.getByRole('combobox', { name: 'Which list' }).click();
  await page.getByRole('option', { name: 'From the old shop' }).click();
  await page.getByRole('button', { name: 'Check without importing' }).click();
  await page.getByRole('button', { name: 'Import the 1 good row' }).click();
  await page.getByText('Check only').waitFor({ state: 'detached' });
  const zoe = `SELECT p.snapshot FROM identities i JOIN profiles p ON p.n = i.n WHERE i.value = 'zoe@import.example'`;
  await vi.waitUntil(async () => String((await running.server.sql(zoe))[0]?.snapshot).includes('Zoë'));
  const total = `SELECT s.total AS c FROM static_segments s JOIN definitions d ON d.site = s.site AND d.ordinal = s.ordinal WHERE d.draft LIKE '%old shop%'`;
  await vi.waitUntil(async () => (await count(total)) === 1);

  await page.route('**/parts/*', (route) => route.abort());
  await visit('/imports/new');
  await chooseFile(page, 'cut.csv', 'email\ncut@import.example\n');
  await page.getByRole('button', { name: 'Check without importing' }).click();
  await page.getByRole('alert').getByText('The upload was cut short').waitFor();
  expect(await faultsInEveryLook()).toEqual([]);
  await page.reload();
  await page.getByRole('alert').getByText('The upload was cut short').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Cancelled').waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});
