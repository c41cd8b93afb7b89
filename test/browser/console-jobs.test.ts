import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Console, startConsole } from './console-fixture.ts';

let running: Console;

beforeAll(async () => {
  running = await startConsole();
});

afterAll(() => running.close());

it('the list of segments says how far people are counted since the publish, until they are', async () => {
  const { page, visit, faults, complaints } = await running.open();
  const { server } = running;
  // As in the middle of a walk: everything came with version 1, and nothing was complete before.
  await server.sql(`DELETE FROM rescans WHERE site = 's_demo'`);
  await server.sql(
    `INSERT INTO rescans (site, version, after_n, passed, total, complete) VALUES ('s_demo', 1, 12, 12, 1234, 0)`,
  );
  await visit('/segments');
  const progress = page.getByText('So far: counting what people did before, 12 of 1,234 profiles');
  await progress.first().waitFor();
  expect(await faults()).toEqual([]);
  await server.sql(`UPDATE rescans SET passed = 900 WHERE site = 's_demo'`);
  await page.getByText('900 of 1,234 profiles').first().waitFor();
  await server.sql(`DELETE FROM rescans WHERE site = 's_demo'`);
  await page.getByText('So far').first().waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('the home page says when segments lag behind, and by how much', async () => {
  const { page, visit, faults, complaints } = await running.open();
  const { server } = running;
  await server.sql(`UPDATE profiles SET recheck_at = NULL WHERE site = 's_demo'`);
  await visit('/');
  expect(await page.getByText('Segments are catching up').count()).toBe(0);
  await server.sql(`UPDATE profiles SET recheck_at = ? WHERE site = 's_demo' AND n <= 3`, Date.now() - 7_300_000);
  await visit('/');
  await page.getByText('3 profiles wait to be looked at again as time passed, the longest for 2 hours.').waitFor();
  expect(await faults()).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});
