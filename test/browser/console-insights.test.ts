import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Console, startConsole } from './console-fixture.ts';

vi.setConfig({ testTimeout: 120_000 });

let running: Console;

beforeAll(async () => {
  running = await startConsole();
});

afterAll(() => running.close());

async function number(sql: string): Promise<number> {
  const [row] = await running.server.sql(sql);
  return Number(Object.values(row ?? {})[0]);
}

const orders = `FROM profiles p, json_each(p.snapshot, '$.orders') o WHERE p.site = 's_demo'`;

it('tells of a segment what its people ordered, as pictures, tables and files', async () => {
  const { page, visit, faults, complaints } = await running.open();
  await visit('/segments/seg_customers');
  await page.getByRole('link', { name: 'Insights' }).click();
  await page.getByRole('heading', { level: 1, name: 'Insights: Customers' }).waitFor();
  const placed = await number(`SELECT count(*) ${orders}`);
  const buyers = await number(`SELECT count(DISTINCT p.n) ${orders}`);
  expect(placed).toBeGreaterThan(5);
  await page.getByText(`${buyers} with a paid order`).waitFor();
  await page.getByText(`of every status; ${placed} paid`).waitFor();
  expect(await faults()).toEqual([]);

  const devices = page.locator('section', { has: page.getByRole('heading', { name: 'Devices' }) });
  await devices.getByRole('button', { name: 'Show as table: Devices' }).click();
  const mobile = await number(
    `SELECT count(DISTINCT p.n) ${orders} AND p.snapshot ->> '$.attributes.device_type.value' = 'mobile'`,
  );
  const spent = await number(
    `SELECT sum(o.value ->> '$.amountMinor') ${orders} AND p.snapshot ->> '$.attributes.device_type.value' = 'mobile'`,
  );
  const row = devices.getByRole('row', { name: /^Mobile/ });
  await row
    .getByRole('cell', { name: String(mobile), exact: true })
    .first()
    .waitFor();
  const money = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' }).format(spent / 100);
  await row.getByRole('cell', { name: money }).first().waitFor();
  expect(await faults()).toEqual([]);

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV of Devices' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('devices.csv');
  const [head, ...lines] = (await readFile(await download.path(), 'utf8')).split('\r\n');
  expect(head).toBe('\uFEFFValue,People,Orders,Paid orders,Gross,Net,Average order');
  expect(lines.find((line) => line.startsWith('Mobile,'))).toMatch(new RegExp(`^Mobile,${mobile},`));

  // What is shown is the address.
  await page.getByText('Days', { exact: true }).click();
  await page.getByRole('img', { name: /^Orders over time/ }).waitFor();
  expect(page.url()).toContain('by=day');
  await page.getByRole('button', { name: 'Show as table: Orders over time' }).click();
  const days = page.getByRole('region', { name: 'Orders over time' }).getByRole('row');
  expect(await days.count()).toBe(31);
  expect(await faults()).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('shows how the size went day by day, and where the segment meant something else', async () => {
  const { page, visit, faults, complaints } = await running.open();
  const { server } = running;
  const since = await number(`SELECT since FROM definitions WHERE site = 's_demo' AND id = 'seg_customers'`);
  for (const [day, meaning, total] of [
    [20_500, since + 1, 30],
    [20_501, since, 11],
    [20_502, since, 12],
  ] as const) {
    await server.sql(
      `INSERT INTO segment_days (site, ordinal, day, since, at, total, identified, orders, gross_minor, net_minor)
       SELECT site, ordinal, ?, ?, ?, ?, 3, 20, 40050, 39000 FROM definitions WHERE site = 's_demo' AND id = 'seg_customers'`,
      ...[day, meaning, day * 86_400_000, total],
    );
  }
  await visit('/segments/seg_customers/insights');
  await page.getByText('Until Feb 16, 2026 the segment meant something else.').waitFor();
  await page.getByRole('img', { name: /^Size over time: from Feb 16, 2026 to Feb 18, 2026. The most: 30/ }).waitFor();
  await page.getByRole('button', { name: 'Show as table: Size over time' }).click();
  await page.getByRole('row', { name: 'Feb 18, 2026 12 3 20 €400.50 €390.00' }).waitFor();
  expect(await faults()).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('tells of a smart segment, too, and finds none where there is none', async () => {
  const { page, visit, faults, complaints } = await running.open();
  await visit('/segments?tab=smart&open=never_bought');
  await page.getByRole('link', { name: 'Insights' }).click();
  await page.getByRole('heading', { level: 1, name: 'Insights: Visitors who never bought' }).waitFor();
  await page.getByText('0 with a paid order').waitFor();
  expect(await faults()).toEqual([]);
  await visit('/segments/seg_gone/insights');
  await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});
