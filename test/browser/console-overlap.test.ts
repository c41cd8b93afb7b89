import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Console, startConsole } from './console-fixture.ts';

vi.setConfig({ testTimeout: 120_000 });

let running: Console;

beforeAll(async () => {
  running = await startConsole();
});

afterAll(() => running.close());

async function ordinalOf(segment: string): Promise<number> {
  const [row] = await running.server.sql('SELECT ordinal FROM definitions WHERE id = ?', segment);
  return Number(row?.ordinal);
}

it('segments are compared combination by combination, and one becomes a segment of its own', async () => {
  const { page, visit, faults, complaints } = await running.open();
  await visit('/segments');
  await page.getByRole('link', { name: 'Compare segments' }).click();
  await page.getByText('Choose two segments or more.').waitFor();
  const choose = page.getByRole('combobox', { name: 'Segments to compare' });
  for (const name of ['Customers', 'Email known']) {
    await choose.fill(name);
    await page.getByRole('option', { name, exact: true }).click();
  }
  expect(new URL(page.url()).searchParams.get('of')).toBe('seg_customers,seg_emailknown');
  await page.keyboard.press('Escape');

  // By the memberships that the profiles keep.
  const [customers, known] = [await ordinalOf('seg_customers'), await ordinalOf('seg_emailknown')];
  const rows = await running.server.sql(`SELECT members FROM profiles WHERE site = 's_demo'`);
  const members = rows.map((row) => JSON.parse(String(row.members)) as number[]);
  const count = (isCustomer: boolean, isKnown: boolean) =>
    members.filter((of) => of.includes(customers) === isCustomer && of.includes(known) === isKnown).length;
  const all = count(true, true) + count(true, false) + count(false, true);
  const share = (part: number) =>
    new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 }).format(part / all);
  const onlyKnown = count(false, true);
  expect(onlyKnown).toBeGreaterThan(2);
  const item = page.getByRole('listitem').filter({ hasText: 'In “Email known”, not in “Customers”' });
  await item.getByText(`${onlyKnown} · ${share(onlyKnown)}`).waitFor();
  await page
    .getByRole('listitem')
    .filter({ hasText: 'In “Customers” and “Email known”' })
    .getByText(`${count(true, true)} · ${share(count(true, true))}`)
    .waitFor();
  expect(await faults()).toEqual([]);

  await page.getByRole('button', { name: 'Show as table: Who is in which' }).click();
  await page
    .getByRole('row', { name: new RegExp(`^In “Customers”, not in “Email known” ${count(true, false)} 0`) })
    .waitFor();
  expect(await faults()).toEqual([]);
  await page.getByRole('button', { name: 'Show as chart: Who is in which' }).click();

  await item.getByRole('button', { name: /^New segment/ }).click();
  await page.getByRole('heading', { level: 1, name: '“Email known”, not in “Customers”' }).waitFor();
  await page.getByText(`${onlyKnown} people match now`).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('says that a live segment is counted by who could be in it, and passes over what there is not', async () => {
  const { page, visit, faults, complaints } = await running.open();
  await visit('/segments/overlap?of=seg_gone,seg_cartabove80,seg_customers,seg_customers');
  await page.getByText('Some conditions are known only while a page is open').waitFor();
  expect(await page.getByRole('listitem').count()).toBe(3);
  expect(await faults()).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});
