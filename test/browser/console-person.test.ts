import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Console, startConsole } from './console-fixture.ts';

vi.setConfig({ testTimeout: 120_000 });

let running: Console;
/** Two who are known by email; the first has ordered. */
let buyer: { id: string; email: string };
let other: { id: string; email: string };

beforeAll(async () => {
  running = await startConsole();
  const rows = await running.server.sql(
    `SELECT i.n, i.value, (SELECT count(*) FROM orders o WHERE o.n = i.n) AS orders
     FROM identities i WHERE i.site = 's_demo' AND i.kind = 'email' ORDER BY orders DESC, i.n`,
  );
  const [first, second] = rows.map(({ n, value }) => ({ id: `p_${n}`, email: String(value) }));
  if (!first || !second) throw new Error('the demo has too few people with an email');
  [buyer, other] = [first, second];
});

afterAll(() => running.close());

it('says what somebody ordered, and why they are in a segment or not', async () => {
  const { page, visit, faultsInEveryLook, complaints } = await running.open();
  await visit(`/profiles/${buyer.id}`);
  const orders = page.locator('section', { has: page.getByRole('heading', { name: 'Orders' }) });
  await orders
    .getByText(/^Order T-/)
    .first()
    .waitFor();
  await page.getByRole('combobox', { name: 'Choose a segment' }).click();
  await page.getByRole('option', { name: 'Email known', exact: true }).click();
  await page.getByText('Matches', { exact: true }).waitFor();
  await page
    .getByText(/^Found: /)
    .filter({ hasText: buyer.email })
    .waitFor();
  expect(page.url()).toContain('explain=');
  expect(await faultsInEveryLook()).toEqual([]);
  await page.getByRole('combobox', { name: 'Choose a segment' }).click();
  await page.getByRole('option', { name: 'Third page view, never bought' }).click();
  await page.getByText('Does not match', { exact: true }).waitFor();
  await page.getByText(/^Nearest miss: /).waitFor();
  await page.reload();
  await page.getByText('Does not match', { exact: true }).waitFor();
  expect(await faultsInEveryLook()).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('is found by an id; what was said of consent is on record', async () => {
  const { page, visit, faultsInEveryLook, complaints } = await running.open();
  await visit('/profiles');
  const find = page.getByRole('searchbox', { name: /^Email, phone/ });
  await find.fill('nobody@nowhere.example');
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByText('Nobody has this id.').waitFor();
  expect(await faultsInEveryLook()).toEqual([]);
  await find.fill(other.email);
  await page.getByRole('button', { name: 'Find' }).click();
  const found = page.locator('tbody tr').filter({ hasText: other.email });
  await found.waitFor();
  expect(await page.locator('tbody tr').filter({ hasText: '@' }).count()).toBe(1);
  const token = await page.evaluate(async () => {
    const made = await fetch('/api/console/tokens', {
      method: 'POST',
      body: JSON.stringify({ name: 'Test', scopes: ['write'] }),
    });
    return ((await made.json()) as { secret: string }).secret;
  });
  await fetch(`${running.server.origin}/api/v1/profiles`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ identifiers: { id: other.id }, consent: { marketing: true, analytics: false } }),
  });
  await found.getByRole('link').click();
  await page.getByText('by your server').waitFor();
  await page.getByText(/marketing agreed/).waitFor();
  await page.getByText(/analytics refused/).waitFor();
  expect(await faultsInEveryLook()).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('a person is exported, made one with another, and erased once their name is typed', async () => {
  const { page, visit, faults, faultsInEveryLook, complaints } = await running.open();
  await visit(`/profiles/${buyer.id}`);
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export', exact: true }).click();
  const file = JSON.parse(await readFile((await (await downloading).path()) ?? '', 'utf8'));
  expect(file).toMatchObject({ profile: buyer.id, history: expect.any(Array) });

  await page.getByRole('button', { name: 'Merge' }).click();
  await page.getByRole('textbox', { name: 'Who else is this' }).fill('nobody@nowhere.example');
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByText('Nobody else has this id.').waitFor();
  await page.getByRole('textbox', { name: 'Who else is this' }).fill(other.email);
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByRole('button', { name: /^Merge with / }).waitFor();
  expect(await faultsInEveryLook()).toEqual([]);
  await page.getByRole('button', { name: /^Merge with / }).click();
  await page.getByText('Now one profile').waitFor();
  for (const { email } of [buyer, other]) await page.getByText(`${email} (`).first().waitFor();
  const kept = /p_(\d+)$/.exec(page.url())?.[1];
  const [alias] = await running.server.sql('SELECT n FROM profile_aliases WHERE into_n = ?', Number(kept));
  expect([buyer.id, other.id]).toContain(`p_${alias?.n}`);
  // Its orders are all here.
  await page.getByText('Order T-').first().waitFor();

  const name = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  await page.getByRole('button', { name: 'Erase' }).click();
  const confirm = page.getByRole('button', { name: 'Erase for good' });
  expect(await confirm.isDisabled()).toBe(true);
  await page.getByRole('textbox', { name: `Type ${name} to confirm` }).fill(name.slice(1));
  expect(await confirm.isDisabled()).toBe(true);
  expect(await faultsInEveryLook()).toEqual([]);
  await page.getByRole('textbox', { name: `Type ${name} to confirm` }).fill(name);
  await confirm.click();
  await page.getByText(/^era_/).waitFor();
  await page.getByText(/Restore points/).waitFor();
  expect(await faults()).toEqual([]);
  await page.getByRole('button', { name: 'To the profiles' }).click();
  await page.getByRole('heading', { level: 1, name: 'Profiles' }).waitFor();
  expect(await running.server.sql('SELECT value FROM identities WHERE n = ?', Number(kept))).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('the timeline shows what is asked for, by the address, and beside it what promotions were shown', async () => {
  const { page, visit, faults, complaints } = await running.open();
  const [row] = await running.server.sql(`SELECT max(n) AS n FROM orders WHERE site = 's_demo'`);
  const n = Number(row?.n);
  // What an exposure leaves in a profile.
  await running.server.sql(
    `UPDATE profiles SET snapshot = json_set(snapshot, '$.campaigns', json(?)) WHERE n = ?`,
    JSON.stringify({
      cmp_cart80: {
        variant: 'a',
        firstExposedAt: [1_771_372_800_000, 's', 1, 0],
        engagements: {
          shown: { total: 3, latest: [[1_771_372_800, 's', 'd1']] },
          closed: { total: 0, latest: [] },
          clicked: { total: 1, latest: [[1_771_372_801, 's', 'd1']] },
          submitted: { total: 0, latest: [] },
        },
      },
    }),
    n,
  );
  await visit(`/profiles/p_${n}?explain=seg_customers`);
  const promotions = page.locator('section', { has: page.getByRole('heading', { name: 'Promotions' }) });
  await promotions.getByText('Free shipping: shown 3 times and clicked 1').waitFor();
  await promotions.getByRole('link', { name: 'Cart above 80: free shipping' }).waitFor();

  const timeline = page.locator('section', { has: page.getByRole('heading', { name: 'Timeline' }) });
  const events = timeline.locator('.console-event');
  const all = await events.count();
  await timeline.getByText('Orders', { exact: true }).click();
  await expect.poll(async () => [0, all].includes(await events.count())).toBe(false);
  for (const text of await events.allInnerTexts()) expect(text).toContain('Ordered');
  const address = new URL(page.url()).searchParams;
  expect([address.getAll('show'), address.get('explain')]).toEqual([['orders'], 'seg_customers']);
  expect(await faults()).toEqual([]);
  await page.reload();
  await events.first().waitFor();
  for (const text of await events.allInnerTexts()) expect(text).toContain('Ordered');
  expect(complaints).toEqual([]);
  await page.context().close();
});
