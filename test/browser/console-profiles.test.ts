import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Console, startConsole } from './console-fixture.ts';

vi.setConfig({ testTimeout: 120_000 });

let running: Console;

beforeAll(async () => {
  running = await startConsole();
});

afterAll(() => running.close());

async function number(where: string): Promise<number> {
  const [row] = await running.server.sql(`SELECT count(*) AS c FROM profiles WHERE site = 's_demo' AND ${where}`);
  return Number(row?.c);
}

const viewedOften = `snapshot ->> '$.pageViews' >= 4`;
const known = 'identified = 1';

it('filters act as they are filled in, are taken away one by one, and lie in the address', async () => {
  const { page, visit, faults, complaints } = await running.open();
  await visit('/profiles');
  const rows = page.locator('tbody').getByRole('row');
  expect(await rows.count()).toBe(25);
  await page.getByRole('button', { name: 'Filters' }).click();
  await page.getByRole('button', { name: 'Add a condition' }).click();
  // Nothing is asked yet, so nothing acts.
  expect(new URL(page.url()).search).toBe('');
  await page.getByRole('textbox', { name: 'Value' }).fill('4');
  const often = await number(viewedOften);
  await page.getByText(`${often} people match now`).waitFor();
  await expect.poll(() => rows.count()).toBe(Math.min(often, 20));
  const chips = page.getByRole('list', { name: 'Filters in force' }).getByRole('listitem');
  expect(await chips.allInnerTexts()).toEqual(['page views is at least 4']);
  expect(await faults()).toEqual([]);

  // The address alone says what is shown.
  await page.reload();
  await page.getByText(`${often} people match now`).waitFor();
  await page.getByRole('button', { name: 'Remove the filter: page views is at least 4' }).click();
  await expect.poll(() => rows.count()).toBe(25);
  expect(new URL(page.url()).search).toBe('');
  expect(complaints).toEqual([]);
  await page.context().close();
});

const attribute = (name: string, operator: string, value?: unknown) => ({
  kind: 'attribute',
  attribute: name,
  operator,
  ...(value !== undefined && { value }),
});
const addressOf = (...rules: unknown[]) =>
  `/profiles?rule=${encodeURIComponent(JSON.stringify({ kind: 'all', rules }))}`;

it('more than three filters fold away; all are cleared; one that means nothing is passed over', async () => {
  const { page, visit, faults, complaints } = await running.open();
  await visit(
    addressOf(
      attribute('email', 'isKnown'),
      attribute('page_views', 'gte', 1),
      attribute('sessions', 'gte', 1),
      attribute('page_views', 'lt', 9_999),
      attribute('sessions', 'lt', 9_999),
    ),
  );
  await page.getByText(`${await number(known)} people match now`).waitFor();
  const chips = page.getByRole('list', { name: 'Filters in force' }).getByRole('listitem');
  expect(await chips.count()).toBe(3);
  await page.getByRole('button', { name: '+ 2 more' }).click();
  expect(await chips.count()).toBe(5);
  expect(await faults()).toEqual([]);
  // The rows follow a filter that is taken away elsewhere.
  await page.getByRole('button', { name: 'Filters' }).click();
  await page.getByRole('button', { name: 'Remove the filter: sessions is less than 9,999' }).click();
  await expect.poll(() => page.getByRole('group', { name: 'Condition', exact: true }).count()).toBe(4);
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect.poll(() => chips.count()).toBe(0);
  await visit(addressOf(attribute('no_such_attribute', 'isKnown')));
  await page.getByText('a filter that means nothing here').waitFor();
  expect(await page.locator('tbody').getByRole('row').count()).toBe(25);
  expect(await faults()).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('filters become a segment, and the people who fit them a snapshot', async () => {
  const { page, visit, faults, complaints } = await running.open();
  await visit(addressOf(attribute('email', 'isKnown')));
  await page.getByRole('button', { name: 'Save as segment' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Known by email');
  expect(await faults()).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'Save as segment' }).click();
  await page.getByRole('heading', { level: 1, name: 'Known by email' }).waitFor();

  await visit(addressOf(attribute('email', 'isKnown')));
  await page.getByRole('button', { name: 'Save these people' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Known today');
  await page.getByRole('dialog').getByRole('button', { name: 'Save these people' }).click();
  await page.getByRole('heading', { level: 1, name: 'Known today' }).waitFor();
  await page.getByText(`${await number(known)} on the list`).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('shows columns of choice, of any attribute, which the browser remembers', async () => {
  const { page, visit, faults, complaints } = await running.open();
  await visit(addressOf(attribute('email', 'isKnown')));
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'Country', exact: true }).first().uncheck();
  await page.getByRole('searchbox', { name: 'Find a column' }).fill('device t');
  await page.getByRole('checkbox', { name: 'Device type' }).check();
  expect(await faults()).toEqual([]);
  await page.keyboard.press('Escape');
  await page.reload();
  await page.locator('thead').getByText('Device type').waitFor();
  expect(await page.locator('thead').getByText('Country').count()).toBe(0);
  await page.locator('tbody').getByText('mobile').first().waitFor();
  // Also of everybody, whom another route tells of.
  await visit('/profiles');
  await page.locator('tbody').getByText('mobile').first().waitFor();
  expect(await faults()).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});
