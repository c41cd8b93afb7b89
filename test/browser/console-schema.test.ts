import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Console, startConsole } from './console-fixture.ts';

vi.setConfig({ testTimeout: 120_000 });

let running: Console;

beforeAll(async () => {
  running = await startConsole();
});

afterAll(() => running.close());

const declared = async (kind: string, name: string) => {
  const [row] = await running.server.sql(
    `SELECT draft FROM definitions WHERE site = 's_demo' AND kind = ? AND id = ?`,
    kind,
    name,
  );
  return row && JSON.parse(String(row.draft));
};

it('an attribute is declared with its options, refused where it is wrong, edited, and removed', async () => {
  const { page, visit, faultsInEveryLook, complaints } = await running.open();
  await visit('/attributes');
  await page.getByRole('heading', { level: 2, name: 'Communication' }).waitFor();
  expect(await faultsInEveryLook()).toEqual([]);
  await page.getByRole('link', { name: 'New attribute' }).click();
  await page.getByRole('textbox', { name: 'Label', exact: true }).fill('Favourite tea');
  await page.getByRole('combobox', { name: 'Type' }).click();
  await page.getByRole('option', { name: 'Select one' }).click();
  const name = page.getByRole('textbox', { name: 'Name in code' });
  expect(await name.inputValue()).toBe('favourite_tea');
  for (const [index, value] of ['green', 'green'].entries()) {
    await page.getByRole('button', { name: 'Add an option' }).click();
    await page.getByRole('textbox', { name: 'Value' }).nth(index).fill(value);
    await page.getByRole('textbox', { name: 'Label of the option' }).nth(index).fill(`Tea ${index}`);
  }
  await name.fill('Favourite Tea');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByText('Use lower-case words joined by underscores, such as shoe_size.').waitFor();
  await name.fill('favourite_tea');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('alert').getByText('"green" stands twice').waitFor();
  // Beside the field too, and that has the focus.
  const refused = page.getByRole('textbox', { name: 'Value' }).nth(1);
  expect(await refused.getAttribute('aria-invalid')).toBe('true');
  expect(await refused.evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await faultsInEveryLook()).toEqual([]);
  await page.getByRole('textbox', { name: 'Value' }).nth(1).fill('black');
  await page.getByRole('radio', { name: 'Your server', exact: true }).check();
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { level: 1, name: 'Favourite tea' }).waitFor();
  expect(await declared('attribute', 'favourite_tea')).toEqual({
    name: 'favourite_tea',
    label: 'Favourite tea',
    group: 'other',
    type: 'singleSelect',
    purpose: 'personalisation',
    writtenBy: 'server',
    options: [
      { value: 'green', label: 'Tea 0' },
      { value: 'black', label: 'Tea 1' },
    ],
  });

  await page.getByText('None of the 25 newest people has a value.').waitFor();
  await running.server.sql(
    `UPDATE profiles SET snapshot = json_set(snapshot, '$.attributes.favourite_tea', json('{"value":"green","at":[1,"s",1,0]}')) WHERE n = (SELECT max(n) FROM profiles)`,
  );
  // It is looked for again and again, and told by its label.
  await page.getByText('1 of the 25 newest people have a value:').waitFor();
  await page.getByText('Tea 0', { exact: true }).waitFor();
  expect(await faultsInEveryLook()).toEqual([]);
  await page.getByRole('textbox', { name: 'Notes' }).fill('Asked at the till');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await vi.waitUntil(async () => (await declared('attribute', 'favourite_tea')).notes === 'Asked at the till');
  await visit('/attributes?find=favourite');
  await page.getByRole('link', { name: 'Favourite tea' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('The declaration is gone').waitFor();
  expect(await declared('attribute', 'favourite_tea')).toBeUndefined();
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('what arrived undeclared is declared, and what rules rest on stays', async () => {
  const { page, visit, faultsInEveryLook, complaints } = await running.open();
  await running.server.sql(
    `INSERT INTO seen_names (site, kind, owner, name, type, first_at, last_at) VALUES ('s_demo', 'event', '', 'tea_tasted', '', ?1, ?1), ('s_demo', 'property', 'tea_tasted', 'cups', 'number', ?1, ?1)`,
    Date.now(),
  );
  await visit('/events');
  await page.getByRole('link', { name: 'Declare tea_tasted' }).waitFor();
  expect(await faultsInEveryLook()).toEqual([]);
  await page.getByRole('link', { name: 'Declare tea_tasted' }).click();
  await page.getByRole('textbox', { name: 'Label', exact: true }).fill('Tea tasted');
  expect(await page.getByRole('textbox', { name: 'Name in code' }).nth(1).inputValue()).toBe('cups');
  await page.getByRole('button', { name: 'Add a property' }).click();
  await page.getByRole('textbox', { name: 'Name in code' }).nth(2).fill('sugar');
  await page.getByRole('textbox', { name: 'Label of the property' }).nth(1).fill('With sugar');
  await page.getByRole('combobox', { name: 'Type of the property' }).nth(1).click();
  await page.getByRole('option', { name: 'Yes or no' }).click();
  expect(await faultsInEveryLook()).toEqual([]);
  await page.getByRole('button', { name: 'Create' }).click();
  await vi.waitUntil(() => declared('event', 'tea_tasted'));
  expect(await declared('event', 'tea_tasted')).toEqual({
    name: 'tea_tasted',
    label: 'Tea tasted',
    properties: [
      { name: 'cups', label: 'cups', type: 'number' },
      { name: 'sugar', label: 'With sugar', type: 'flag' },
    ],
  });
  await page.evaluate(() =>
    fetch('/api/console/segments', {
      method: 'POST',
      body: JSON.stringify({
        draft: {
          name: 'Tasted tea',
          rule: {
            kind: 'event',
            event: 'tea_tasted',
            where: [],
            aggregate: { kind: 'count' },
            operator: 'gte',
            value: 1,
            window: { kind: 'ever' },
          },
        },
      }),
    }),
  );
  await visit('/events/tea_tasted');
  await page.getByRole('link', { name: 'Tasted tea' }).waitFor();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('alert').getByText('used by “Tasted tea”').waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});
