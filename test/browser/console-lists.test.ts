import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Console, startConsole } from './console-fixture.ts';

vi.setConfig({ testTimeout: 120_000 });

let running: Console;

beforeAll(async () => {
  running = await startConsole();
});

afterAll(() => running.close());

const identified = `SELECT value FROM identities WHERE site = 's_demo' AND kind = 'email' ORDER BY n DESC`;

it('people are ticked onto a new list, more are pasted in, one is taken off, and the size follows', async () => {
  const { page, visit, faults, complaints } = await running.open();
  await visit('/profiles');
  const boxes = page.getByRole('checkbox', { name: /^Choose / });
  await boxes.nth(1).check();
  await boxes.nth(2).check();
  await page.getByRole('button', { name: 'Put 2 on a list' }).click();
  await page.getByRole('textbox', { name: 'Name of the list' }).fill('Hand-picked');
  expect(await faults()).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'Put 2 on a list' }).click();
  await page.getByText('2 added, 2 on the list').waitFor();

  await visit('/segments');
  await page
    .getByRole('row', { name: /Hand-picked/ })
    .getByText('on the list')
    .waitFor();
  expect(await faults()).toEqual([]);
  await page.getByRole('link', { name: 'Hand-picked', exact: true }).click();
  await page.getByText('2 on the list').first().waitFor();

  const rows = await running.server.sql(identified);
  const email = String(rows.at(-1)?.value);
  await page.getByRole('textbox', { name: 'Add people' }).fill(`${email}\nnobody@example.org`);
  await page.getByRole('button', { name: 'Add people' }).click();
  await page.getByText('1 not found: nobody@example.org').waitFor();
  await page.getByText('1 added, 3 on the list').waitFor();
  expect(await faults()).toEqual([]);

  await page.getByRole('checkbox', { name: `Choose`, exact: false }).last().check();
  await page.getByRole('button', { name: 'Take 1 off the list' }).click();
  await page.getByText('1 taken off, 2 on the list').waitFor();

  // Twice the same people: refused, by name, and what was typed stays.
  await visit('/profiles');
  await page.getByRole('checkbox', { name: 'Choose all of this page' }).check();
  await page.getByRole('button', { name: 'Put 25 on a list' }).click();
  await page.getByRole('textbox', { name: 'Name of the list' }).fill('First page');
  await page.getByRole('dialog').getByRole('button', { name: 'Put 25 on a list' }).click();
  await page.getByText('25 added, 25 on the list').waitFor();
  await page.getByRole('checkbox', { name: 'Choose all of this page' }).check();
  await page.getByRole('button', { name: 'Put 25 on a list' }).click();
  await page.getByRole('textbox', { name: 'Name of the list' }).fill('First page again');
  await page.getByRole('dialog').getByRole('button', { name: 'Put 25 on a list' }).click();
  await page.getByRole('alert').getByText('“First page” has exactly these members').waitFor();
  expect(await faults()).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('a dynamic segment is frozen, duplicated, archived and restored; one in use says by what', async () => {
  const { page, visit, faults, complaints } = await running.open();
  await visit('/segments');
  await page.getByRole('link', { name: 'Email known', exact: true }).click();
  const menu = page.getByRole('button', { name: 'What to do with this segment' });
  await menu.click();
  expect(await faults()).toEqual([]);
  await page.getByRole('menuitem', { name: 'Freeze to static' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Freeze to static' }).click();
  await page.getByRole('heading', { level: 1, name: 'Email known, frozen' }).waitFor();
  const [known] = await running.server.sql(
    `SELECT count(*) AS c FROM profiles WHERE site = 's_demo' AND identified = 1`,
  );
  await page.getByText(`${known?.c} on the list`).waitFor();
  expect(await page.getByRole('textbox', { name: 'Add people' }).count()).toBe(0);

  await menu.click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await page.getByText('Archived', { exact: true }).first().waitFor();
  await visit('/segments?tab=archived');
  await page.getByRole('link', { name: 'Email known, frozen', exact: true }).click();
  await menu.click();
  await page.getByRole('menuitem', { name: 'Restore' }).click();
  await page.getByText('Restored', { exact: true }).waitFor();

  await visit('/segments');
  await page.getByRole('link', { name: 'Third page view, never bought', exact: true }).click();
  await menu.click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page
    .getByRole('alert')
    .getByText(/is used by campaign/)
    .waitFor();
  expect(await faults()).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('a smart segment is counted, shows its people, is exported, and copied as a draft', async () => {
  const { page, visit, faults, complaints } = await running.open();
  await visit('/segments?tab=smart');
  expect(await faults()).toEqual([]);
  await page.getByRole('button', { name: /^RFM: Champions/ }).click();
  await page.getByText('Buyers are scored once a day.').waitFor();
  await page.getByRole('button', { name: /^Email known/ }).click();
  const [known] = await running.server.sql(
    `SELECT count(*) AS c FROM profiles WHERE site = 's_demo' AND identified = 1`,
  );
  await page.getByText(`${known?.c} people match now`).waitFor();
  // Its size stands in the closed list too.
  await page.getByRole('button', { name: new RegExp(`^Email known ?${known?.c}`) }).waitFor();
  await page.getByRole('button', { name: 'See the people' }).click();
  const [newest] = await running.server.sql(identified);
  await page.getByText(String(newest?.value)).first().waitFor();
  expect(await faults()).toEqual([]);

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const file = await readFile((await (await downloading).path()) ?? '', 'utf8');
  expect(file.trim().split('\r\n')).toHaveLength(Number(known?.c) + 1);

  await page.getByRole('button', { name: 'Copy and edit' }).click();
  await page.getByRole('heading', { level: 1, name: 'Email known' }).waitFor();
  await page.getByText(`${known?.c} people match now`).waitFor();
  expect(await page.getByRole('textbox', { name: 'Notes' }).inputValue()).toContain('do not ask again');
  expect(await faults()).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});
