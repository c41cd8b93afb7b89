import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Console, startConsole } from './console-fixture.ts';

let running: Console;

beforeAll(async () => {
  running = await startConsole();
});

afterAll(() => running.close());

/** Chooses in a searchable list with the keyboard alone. */
async function choose(page: Page, label: string, text: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).last().focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(text);
  await page.getByRole('option', { name: text, exact: true }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

it('a segment is made by keyboard alone, read as a sentence, published and counted', async () => {
  const { page, visit, faults, complaints } = await running.open();
  await visit('/segments/new');
  await page.getByRole('textbox', { name: 'Name' }).focus();
  await page.keyboard.type('From Germany');
  await choose(page, 'What to ask for', 'Country');
  await choose(page, 'Value', 'Germany');
  await page.getByText('country is “DE”').waitFor();
  expect(await faults()).toEqual([]);
  await page.keyboard.press('ControlOrMeta+S');
  await page.getByRole('heading', { level: 1, name: 'From Germany' }).waitFor();
  expect(page.url()).toMatch(/\/segments\/seg_/);

  await page.getByRole('button', { name: 'Publish 1 change' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Publish' });
  await dialog.getByRole('link', { name: 'From Germany' }).waitFor();
  expect(await faults()).toEqual([]);
  await dialog.getByRole('button', { name: 'Publish now' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Version 2 is published').waitFor();
  await page.getByRole('button', { name: 'All published' }).waitFor();

  const [expected] = await running.server.sql(
    `SELECT count(*) AS c FROM profiles WHERE site = 's_demo' AND snapshot ->> '$.attributes.country.value' = 'DE'`,
  );
  await expect
    .poll(
      async () => {
        await visit('/segments?find=germany');
        const row = page.getByRole('row').filter({ hasText: 'From Germany' });
        return Number(await row.locator('td').nth(2).locator('span').first().textContent());
      },
      { timeout: 20_000 },
    )
    .toBe(expected?.c);
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('a segment of nested, excluded and live conditions is made by mouse and kept as it was made', async () => {
  const { page, visit, faults, complaints } = await running.open();
  await visit('/segments/new');
  await page.getByRole('textbox', { name: 'Name' }).fill('Nearly there');
  await page.getByRole('textbox', { name: 'Value' }).fill('3');
  await page.getByRole('button', { name: 'Add a group' }).click();
  const group = page.getByRole('group', { name: 'Group of conditions' }).last();
  await group.getByRole('button', { name: 'Exclude' }).first().click();
  await group.getByRole('combobox', { name: 'What to ask for' }).click();
  await page.getByRole('option', { name: 'Cart total' }).click();
  await group.getByRole('textbox', { name: 'Value' }).fill('19.99');
  await group.getByRole('button', { name: 'Add a condition' }).click();
  await group.getByRole('combobox', { name: 'What to ask for' }).last().click();
  await page.getByRole('option', { name: 'Has done …' }).click();
  await group.getByRole('combobox', { name: 'Event' }).click();
  await page.getByRole('option', { name: 'Checkout completed (order)' }).click();
  await page
    .getByText(
      'page views is at least 3 and not (cart total now is more than €19.99 or has done purchase at least 1 time)',
    )
    .waitFor();
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { level: 1, name: 'Nearly there' }).waitFor();
  await page.reload();
  await page.getByText('and not (cart total now is more than €19.99 or').waitFor();
  const [row] = await running.server.sql(`SELECT draft FROM definitions WHERE draft LIKE '%Nearly there%'`);
  expect(JSON.parse(String(row?.draft)).rule).toMatchObject({
    kind: 'all',
    rules: [{ value: 3 }, { kind: 'not', rule: { kind: 'any', rules: [{ value: 1_999 }, { event: 'purchase' }] } }],
  });

  await page.setViewportSize({ width: 390, height: 900 });
  await page.getByRole('combobox', { name: 'When' }).selectOption('in the last');
  await page.getByText('at least 1 time in the last 30 days').waitFor();
  expect(await faults()).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('typed work survives a conflict and can be saved over it', async () => {
  const { page, visit, complaints } = await running.open();
  await visit('/segments');
  await page.getByRole('link', { name: 'Customers', exact: true }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('My customers');
  await running.server.sql(`UPDATE definitions SET revision = revision + 1 WHERE draft LIKE '%"Customers"%'`);
  await page.getByRole('button', { name: 'Save draft' }).click();
  const alert = page.getByRole('alert').filter({ hasText: 'Somebody else saved this meanwhile' });
  await alert.waitFor();
  expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('My customers');
  await alert.getByRole('button', { name: 'Save mine over it' }).click();
  await page.getByText('Draft saved').waitFor();
  await alert.waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('a publish that is refused links to what has to be mended', async () => {
  const { page, visit } = await running.open();
  await visit('/segments/new');
  await page.getByRole('textbox', { name: 'Name' }).fill('Half done');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { level: 1, name: 'Half done' }).waitFor();
  await page.getByRole('button', { name: /^Publish \d/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Publish' });
  await dialog.getByRole('button', { name: 'Publish now' }).click();
  const alert = dialog.getByRole('alert');
  await alert.getByText('needs a number').waitFor();
  await alert.getByRole('link', { name: 'Half done' }).click();
  await page.getByRole('textbox', { name: 'Value' }).fill('2');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.getByRole('button', { name: /^Publish \d/ }).click();
  await dialog.getByRole('button', { name: 'Publish now' }).click();
  await page.getByText(/Version \d+ is published/).waitFor();
  await page.context().close();
});

it('a campaign is made from the template, edited in every step and published', async () => {
  const { page, visit, complaints } = await running.open();
  await visit('/campaigns/new');
  await page.getByRole('textbox', { name: 'Name' }).first().fill('Spring');
  await page.getByRole('tab', { name: 'How often' }).click();
  await page.getByRole('button', { name: 'Add a cap' }).click();
  await page.getByRole('tab', { name: 'Design' }).click();
  await page.getByRole('button', { name: 'Add a block' }).first().click();
  await page.getByRole('menuitem', { name: 'Form' }).click();
  const form = page.getByRole('group', { name: 'Form' });
  await form.getByRole('combobox', { name: 'Add a field' }).click();
  await page.getByRole('option', { name: 'Email' }).click();
  await page.getByRole('tab', { name: 'When' }).click();
  await page.getByRole('textbox', { name: 'From' }).or(page.getByLabel('From')).fill('2026-01-05T09:30');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { level: 1, name: 'Spring' }).waitFor();
  expect(page.url()).toMatch(/cmp_\w+\?step=when$/);
  const [row] = await running.server.sql(`SELECT draft FROM definitions WHERE draft LIKE '%Spring%'`);
  const draft = JSON.parse(String(row?.draft));
  expect(draft.schedule).toEqual({ from: Date.UTC(2026, 0, 5, 8, 30) });
  expect(draft.caps).toHaveLength(3);
  expect(draft.variants[0].promotion.blocks.at(-1).fields.map((field: { kind: string }) => field.kind)).toEqual([
    'consent',
    'field',
  ]);
  await page.getByRole('button', { name: /^Publish \d/ }).click();
  await page.getByRole('button', { name: 'Publish now' }).click();
  await page.getByText(/Version \d+ is published/).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});
