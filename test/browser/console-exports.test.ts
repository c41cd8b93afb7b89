import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Console, startConsole } from './console-fixture.ts';

vi.setConfig({ testTimeout: 120_000 });

let running: Console;

beforeAll(async () => {
  running = await startConsole();
});

afterAll(() => running.close());

it('an export is made, counted before it is saved, run, downloaded, put on the clock and removed', async () => {
  const { page, visit, faultsInEveryLook, complaints } = await running.open();
  await visit('/exports');
  expect(await faultsInEveryLook()).toEqual([]);
  await page.getByRole('link', { name: 'New export' }).first().click();
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByText('Fill this in').first().waitFor();
  expect(await faultsInEveryLook()).toEqual([]);

  await page.getByRole('textbox', { name: 'Name' }).fill('Mail to shoppers');
  await page.getByRole('combobox', { name: 'People of the segment' }).click();
  expect(await page.getByRole('option', { name: 'Cart above 80 now' }).count()).toBe(0);
  await page.getByRole('option', { name: 'Customers', exact: true }).click();
  await page.getByText(/of \d+ people of the segment would be in the file now/).waitFor();
  await page.getByRole('combobox', { name: 'Only people with a value in' }).click();
  await page.getByRole('option', { name: 'Email', exact: true }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { level: 1, name: 'Mail to shoppers' }).waitFor();

  await page.getByRole('button', { name: 'Make a file now' }).click();
  const link = page.getByRole('link', { name: /^Download the file of/ });
  await link.waitFor();
  const promised = Number((await page.getByText(/people of the segment would/).textContent())?.split(' ')[0]);
  expect(promised).toBeGreaterThan(0);
  const downloading = page.waitForEvent('download');
  await link.click();
  const lines = (await readFile((await (await downloading).path()) ?? '', 'utf8')).trim().split(/\r?\n/);
  expect(lines[0]?.replace('\uFEFF', '')).toBe('profile_id,email');
  expect(lines).toHaveLength(promised + 1);
  expect(lines.slice(1).every((line) => line.includes('@'))).toBe(true);
  expect(await faultsInEveryLook()).toEqual([]);

  await page.getByRole('combobox', { name: 'When' }).click();
  await page.getByRole('option', { name: 'Every Monday' }).click();
  await page.getByLabel('At', { exact: true }).fill('06:15');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Export saved').waitFor();
  await visit('/exports');
  await page.getByRole('row', { name: /Mail to shoppers.*Every Monday at 06:15/ }).waitFor();
  expect(await faultsInEveryLook()).toEqual([]);

  await page.getByRole('link', { name: 'Mail to shoppers' }).click();
  await page.getByRole('button', { name: 'Remove Mail to shoppers' }).click();
  await page.getByRole('dialog').getByText('Its files go with it.').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByText('An export is a file of the people in a segment').waitFor();
  expect(await running.server.sql('SELECT id FROM export_runs')).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});
