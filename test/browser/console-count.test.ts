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

it('a long count shows an estimate and how far it is, keeps the number before, can be stopped and begun again', async () => {
  const { page, visit, faults, complaints } = await running.open();
  await visit('/segments/new');
  const value = page.getByRole('textbox', { name: 'Value' });
  await value.fill('1');
  const exact = page.getByRole('status').filter({ hasText: /match(es)? now/ });
  await exact.waitFor();
  const before = await exact.textContent();

  // As on a site of millions: the answer comes in parts, and the second takes long.
  const held = Promise.withResolvers<void>();
  await page.route('**/api/console/population/count', async (route) => {
    const { after } = route.request().postDataJSON();
    if (after !== 0) return await held.promise;
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), next: 7, fraction: 0.25 } });
  });
  await value.fill('2');
  await page.getByText(/About \d+ people, give or take \d+/).waitFor();
  expect(await page.getByRole('progressbar', { name: 'Counting people' }).getAttribute('aria-valuenow')).toBe('25');
  expect(await faults()).toEqual([]);
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByText('Counting was stopped.').waitFor();
  await page.getByText('(before your last change)').waitFor();
  expect(await exact.textContent()).toContain(before?.slice(0, before.indexOf('as of')) ?? 'nothing');
  expect(await faults()).toEqual([]);
  held.resolve();
  await page.unroute('**/api/console/population/count');
  await page.getByRole('button', { name: 'Count again' }).click();
  await page.getByText('(before your last change)').waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
  await page.context().close();
});
