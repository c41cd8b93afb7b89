import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Console, startConsole } from './console-fixture.ts';

let running: Console;

beforeAll(async () => {
  running = await startConsole();
});

afterAll(() => running.close());

/** A page of the console on a site that nobody knows yet. */
async function openNewSite(id: string) {
  const { server } = running;
  await server.admin('/api/admin/sites', { id, name: 'New shop', origins: ['https://shop.example'] });
  const { link } = await server.admin<{ link: string }>('/api/admin/sign-in-links', {
    site: id,
    email: `owner@${id.replaceAll('_', '-')}.example`,
    name: 'Owner',
  });
  const opened = await running.open();
  await opened.page.goto(link);
  await opened.page.getByRole('heading', { level: 1, name: 'New shop' }).waitFor();
  return opened;
}

const anEvent = (site: string) => ({
  site,
  seed: 'A'.repeat(22),
  sentAt: Date.now(),
  batch: {
    stream: 'B'.repeat(11),
    sequence: 1,
    events: [
      { name: 'page_view', time: Date.now(), session: 'C'.repeat(11), properties: { url: 'https://shop.example/' } },
    ],
    consent: { analytics: true },
    gpc: false,
    language: 'en',
  },
});

it('the first steps light up, the first event without a reload, and what was changed is told', async () => {
  const { page, complaints, faultsInEveryLook } = await openNewSite('s_steps');
  const steps = page.getByRole('listitem');
  await steps
    .filter({ hasText: 'Put the line on your pages' })
    .getByText('(still to do)')
    .waitFor({ state: 'attached' });
  await page.getByText('/t/s_steps.js').waitFor();
  expect(await faultsInEveryLook()).toEqual([]);

  const sent = await fetch(`${running.server.origin}/v1/collect`, {
    method: 'POST',
    // A program by its name would be answered and not counted.
    headers: {
      origin: 'https://shop.example',
      'user-agent': await page.evaluate(() => navigator.userAgent.replace('Headless', '')),
    },
    body: JSON.stringify(anEvent('s_steps')),
  });
  expect(await sent.json()).toMatchObject({ reply: { rejected: [] } });
  await steps
    .filter({ hasText: 'Your pages send their first events' })
    .getByText('(done)')
    .waitFor({ state: 'attached' });

  await page.getByRole('link', { name: 'Make a segment' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Bought often');
  await page.getByRole('button', { name: 'Last order more than 30 days ago' }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByText('Draft saved').waitFor();
  await page.getByRole('link', { name: 'Home' }).click();
  await steps.filter({ hasText: 'Make a segment' }).getByText('(done)').waitFor({ state: 'attached' });
  await page.getByText('Segment created: Bought often').waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('sample people come and go with one click each', async () => {
  const { page, complaints, faultsInEveryLook } = await openNewSite('s_samples');
  await page.getByRole('button', { name: 'Load sample people' }).click();
  await page.getByText('60 of the people here are imagined').waitFor({ timeout: 60_000 });
  expect(await faultsInEveryLook()).toEqual([]);
  await page.getByRole('link', { name: 'Profiles' }).click();
  await page.getByText('(sample)').first().waitFor();
  await page.getByRole('link', { name: 'Home' }).click();
  await page.getByRole('button', { name: 'Remove the sample people' }).click();
  await page.getByText('Nobody has been here yet.').waitFor({ timeout: 60_000 });
  await page.getByRole('link', { name: 'Profiles' }).click();
  await page.getByText('(sample)').first().waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
  await page.context().close();
});
