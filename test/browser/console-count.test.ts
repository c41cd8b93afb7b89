import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Console, startConsole } from './console-fixture.ts';

let running: Console;

beforeAll(async () => {
  running = await startConsole();
});

afterAll(() => running.close());

it('a segment under edit says how many people match, and what each condition keeps', async () => {
  const { page, visit, faults, complaints } = await running.open();
  const germans = `site = 's_demo' AND snapshot ->> '$.attributes.country.value' = 'DE'`;
  const count = async (where: string) =>
    Number((await running.server.sql(`SELECT count(*) AS c FROM profiles WHERE ${where}`))[0]?.c);
  const all = await count(germans);
  const often = await count(`${germans} AND snapshot ->> '$.sessions' >= 2`);
  expect(often).toBeLessThan(all);
  expect(often).toBeGreaterThan(0);

  await visit('/segments/new');
  await page.getByRole('combobox', { name: 'What to ask for' }).click();
  await page.getByRole('option', { name: 'Country', exact: true }).click();
  await page.getByRole('combobox', { name: 'Value' }).click();
  await page.getByRole('option', { name: 'Germany', exact: true }).click();
  const status = page.getByRole('status').filter({ hasText: 'now' });
  const says = (people: number) => (people === 1 ? '1 person matches now' : `${people} people match now`);
  await status.filter({ hasText: says(all) }).waitFor();

  await page.getByRole('button', { name: 'Add a condition' }).click();
  const row = page.getByRole('group', { name: 'Condition', exact: true }).last();
  await row.getByRole('combobox', { name: 'What to ask for' }).click();
  await page.getByRole('option', { name: 'Sessions', exact: true }).click();
  await row.getByRole('textbox', { name: 'Value' }).fill('2');
  await status.filter({ hasText: says(often) }).waitFor();
  await row.getByText(`${often} left with the rows above`).waitFor();
  expect(await status.textContent()).toMatch(/\d+ identified, \d+ unidentified, as of \d/);
  expect(await faults()).toEqual([]);

  // The server fails: the number goes, the reason and a way on come, and what was typed stays.
  await page.route('**/api/console/population/**', (route) => route.fulfill({ status: 503, body: '{}' }));
  await row.getByRole('textbox', { name: 'Value' }).fill('3');
  await page.getByText('Not counted').waitFor();
  await page.unroute('**/api/console/population/**');
  await page.getByRole('button', { name: 'Try again' }).click();
  await status.filter({ hasText: /match(es)? now/ }).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});
