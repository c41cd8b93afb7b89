import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Console, startConsole } from './console-fixture.ts';

vi.setConfig({ testTimeout: 120_000 });

let running: Console;

beforeAll(async () => {
  running = await startConsole();
});

afterAll(() => running.close());

it('segments are tagged, found by tag, words and kind, sorted, and shown in columns of choice', async () => {
  const { page, visit, faults, complaints } = await running.open();
  await visit('/segments/seg_repeat');
  const tags = page.getByRole('combobox', { name: 'Tags' });
  for (const tag of ['loyalty', 'autumn']) {
    await tags.fill(tag);
    await tags.press('Enter');
  }
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.getByText('Draft saved').waitFor();
  expect(await faults()).toEqual([]);

  // A tag that another bears is offered.
  await visit('/segments/seg_customers');
  await page.getByRole('combobox', { name: 'Tags' }).click();
  await page.getByRole('option', { name: 'loyalty' }).click();
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.getByText('Draft saved').waitFor();

  await running.server.sql(
    `INSERT INTO segment_days (site, ordinal, day, since, at, total, identified, orders, gross_minor, net_minor)
     SELECT site, ordinal, 20502, since, 1771372800000, 12, 3, iif(id = 'seg_repeat', 20, 30), 40050, 39000 FROM definitions
     WHERE site = 's_demo' AND id IN ('seg_customers', 'seg_repeat')`,
  );
  await visit('/segments');
  const rows = page.locator('tbody').getByRole('row');
  const names = () => rows.getByRole('link').filter({ hasNotText: 'Insights' }).allInnerTexts();
  const all = await rows.count();
  expect(await faults()).toEqual([]);
  await page.getByRole('combobox', { name: 'Tags' }).click();
  await page.getByRole('option', { name: 'loyalty' }).click();
  await page.keyboard.press('Escape');
  await expect.poll(() => rows.count()).toBe(2);
  expect(new URL(page.url()).search).toBe('?tag=loyalty');
  await page.locator('thead').getByText('Orders').click();
  await expect.poll(async () => (await names())[0]).toBe('Repeat customers');
  await page.locator('thead').getByText('Orders').click();
  await expect.poll(async () => (await names())[0]).toBe('Customers');
  await rows.first().getByText('€390.00').waitFor();
  expect(await faults()).toEqual([]);

  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'Conditions' }).check();
  await page.getByRole('checkbox', { name: 'Used by' }).uncheck();
  expect(await faults()).toEqual([]);
  await page.keyboard.press('Escape');
  // The address says which rows, the browser remembers which columns.
  await page.reload();
  await page.locator('thead').getByText('Conditions').waitFor();
  expect(await page.locator('thead').getByText('Used by').count()).toBe(0);
  await expect.poll(names).toEqual(['Customers', 'Repeat customers']);

  await visit('/segments?tag=autumn&tag=loyalty&find=repeat&kind=dynamic');
  expect(await names()).toEqual(['Repeat customers']);
  await visit('/segments?tag=autumn&kind=list');
  await page.getByText('No segment is like this.').waitFor();
  await visit('/segments');
  expect(await rows.count()).toBe(all);
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('more than a page of segments comes page by page', async () => {
  const { page, visit, faults, complaints } = await running.open();
  await running.server.sql(
    `INSERT INTO definitions (site, kind, id, ordinal, revision, draft, created_at, updated_at)
     SELECT site, kind, 'seg_many' || value, 100 + value, 1, json_set(draft, '$.id', 'seg_many' || value, '$.name', 'Bulk ' || value), 0, 0
     FROM definitions, json_each('[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27]') WHERE definitions.id = 'seg_repeat' AND site = 's_demo'`,
  );
  await visit('/segments?find=bulk');
  const rows = page.locator('tbody').getByRole('row');
  expect(await rows.count()).toBe(25);
  await page.getByRole('button', { name: 'Page 2' }).click();
  await expect.poll(() => rows.count()).toBe(2);
  expect(new URL(page.url()).searchParams.get('page')).toBe('2');
  expect(await faults()).toEqual([]);
  await page.getByRole('searchbox').fill('Bulk 7');
  await expect.poll(() => rows.count()).toBe(1);
  expect(complaints).toEqual([]);
  await page.context().close();
});
