import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { type Server, startServer } from '../support/server.ts';

/** Several tabs of one visitor against the real Worker. */

let folder: string;
let server: Server;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'usher-tabs-'));
  server = await startServer({ folder });
  await server.admin('/local/seed', { products: [], first: 0, count: 0 });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

const tabs = 3;
const eventsPerTab = 10;

const track = (page: Page, from: string) =>
  page.evaluate(
    ([tab, count]) => {
      const { usher } = window as unknown as { usher: (...call: unknown[]) => void };
      for (let index = 0; index < Number(count); index += 1) usher('track', 'ping', { id: `${tab}-${index}` });
    },
    [from, eventsPerTab] as const,
  );

/** Ids of the pings that were stored, as often as they were. */
async function storedPings(): Promise<string[]> {
  const rows = await server.sql(
    `SELECT event.value ->> '$.properties.id' AS id FROM event_batches, json_each(body, '$.events') AS event
     WHERE event.value ->> 'name' = 'ping'`,
  );
  return rows.map(({ id }) => String(id));
}

it('three tabs go offline, track, and come back: one visitor, each event once', async () => {
  const context = await browser.newContext();
  const pages = await Promise.all(Array.from({ length: tabs }, () => context.newPage()));
  for (const page of pages) {
    const answered = page.waitForResponse((response) => response.url().endsWith('/v1/collect') && response.ok());
    await page.goto(`${server.origin}/demo/`);
    await page.bringToFront();
    await answered;
  }
  await context.setOffline(true);
  for (const [index, page] of pages.entries()) {
    await page.bringToFront();
    await track(page, `tab${index}`);
  }
  expect(await storedPings()).toEqual([]);
  await context.setOffline(false);
  await expect.poll(async () => (await storedPings()).length, { timeout: 30_000 }).toBe(tabs * eventsPerTab);
  expect(new Set(await storedPings()).size).toBe(tabs * eventsPerTab);
  const [profiles] = await server.sql('SELECT count(*) AS count FROM profiles');
  expect(profiles?.count).toBe(1);
  await context.close();
});
