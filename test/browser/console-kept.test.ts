import { afterAll, beforeAll, expect, it } from 'vitest';
import { Rule } from '../../shared/rules/rule.ts';
import { type Console, startConsole } from './console-fixture.ts';

let running: Console;

beforeAll(async () => {
  running = await startConsole();
});

afterAll(() => running.close());

/** A rule as it may come by the API. */
const rule = Rule.parse({
  kind: 'all',
  rules: [
    {
      kind: 'sequence',
      steps: [
        { event: 'view_item', where: [] },
        { event: 'add_to_cart', where: [] },
      ],
      within: { amount: 1, unit: 'day' },
      window: { kind: 'calendar', period: 'thisYear' },
    },
    { kind: 'attribute', attribute: 'last_seen', operator: 'lessThanAgo', value: { amount: 2, unit: 'month' } },
    { kind: 'segment', segment: 'seg_customers', operator: 'notIn' },
    { kind: 'attribute', attribute: 'sessions', operator: 'gte', value: 1 },
  ],
});

it('a rule that came by the API is read in its rows, kept as it is beside an edit, and counted', async () => {
  const { page, visit, faults, complaints } = await running.open();
  await visit('/segments');
  const made = await page.evaluate(
    async (draft) => {
      const headers = { 'content-type': 'application/json' };
      const reply = await fetch('/api/console/segments', { method: 'POST', headers, body: JSON.stringify({ draft }) });
      return { status: reply.status, body: (await reply.json()) as { id: string } };
    },
    { name: 'Kept', rule },
  );
  expect(made.status).toBe(201);

  await visit(`/segments/${made.body.id}`);
  const rows = page.getByRole('group', { name: 'Condition', exact: true });
  await page.getByText('has done view item, then add to cart within 1 day this year (Europe/Berlin time)').waitFor();
  const second = rows.nth(0).getByRole('group', { name: 'Step 2' }).getByRole('combobox', { name: 'Event' });
  expect(await second.inputValue()).toBe('Added to cart');
  expect(await rows.nth(1).getByRole('combobox', { name: 'Unit' }).inputValue()).toBe('month');
  expect(await rows.nth(2).getByRole('combobox', { name: 'Which segment' }).inputValue()).toBe('Customers');
  expect(await faults()).toEqual([]);

  // An edit beside them leaves them alone.
  await page.getByRole('textbox', { name: 'Name' }).fill('Kept well');
  await page.keyboard.press('ControlOrMeta+S');
  await page.getByText('Draft saved').waitFor();
  const [stored] = await running.server.sql(`SELECT draft FROM definitions WHERE id = '${made.body.id}'`);
  expect((JSON.parse(String(stored?.draft)) as { rule: unknown }).rule).toEqual(rule);

  await page.getByRole('button', { name: 'Publish 1 change' }).click();
  await page.getByRole('button', { name: 'Publish now' }).click();
  await page.getByText('Version 2 is published').waitFor();
  await expect
    .poll(
      async () => {
        await visit('/segments?find=kept');
        const row = page.getByRole('row').filter({ hasText: 'Kept well' });
        return Number(await row.locator('td').nth(2).locator('span').first().textContent());
      },
      { timeout: 20_000 },
    )
    .toBeGreaterThan(0);
  expect(complaints).toEqual([]);
  await page.context().close();
});
