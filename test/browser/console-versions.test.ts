import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Console, startConsole } from './console-fixture.ts';

vi.setConfig({ testTimeout: 120_000 });

let running: Console;

beforeAll(async () => {
  running = await startConsole();
});

afterAll(() => running.close());

it('a published segment is changed, published, compared with what it was, and made what it was', async () => {
  const { page, visit, faults, complaints } = await running.open();
  await visit('/segments/seg_repeat');
  const name = page.getByRole('textbox', { name: 'Name' });
  await name.fill('Faithful customers');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.getByText('Draft saved').waitFor();
  await visit('/segments/seg_repeat/versions');
  await page.getByRole('heading', { name: 'The draft now, against what is live' }).waitFor();
  expect(await faults()).toEqual([]);
  await page.getByRole('button', { name: 'Publish 1 change' }).click();
  // Said before it is done.
  await page.getByRole('dialog').getByText('name: Repeat customers → Faithful customers').waitFor();
  expect(await faults()).toEqual([]);
  await page.getByRole('button', { name: 'Publish now' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByText('name: Repeat customers → Faithful customers').waitFor();
  await page
    .getByText(/^owner@demo\.example, /)
    .first()
    .waitFor();
  expect(await page.getByRole('heading', { name: /^Version / }).count()).toBe(2);
  expect(await faults()).toEqual([]);

  await page.getByRole('button', { name: 'Make it the draft: version 1' }).click();
  await page.getByRole('dialog').getByText('is replaced by this version').waitFor();
  expect(await faults()).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'Make it the draft' }).click();
  await page.getByText('The version is the draft again').waitFor();
  await page.getByRole('heading', { level: 1, name: 'Repeat customers' }).waitFor();
  await page.getByText('Changed', { exact: true }).waitFor();

  await page.getByRole('link', { name: 'Versions' }).click();
  await page.getByText('name: Faithful customers → Repeat customers').waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('a campaign has its versions, too', async () => {
  const { page, visit, faults, complaints } = await running.open();
  await visit('/campaigns/cmp_cart80');
  await page.getByRole('link', { name: 'Versions' }).click();
  await page.getByText('Published for the first time').waitFor();
  expect(await faults()).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});
