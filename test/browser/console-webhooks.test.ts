import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Console, startConsole } from './console-fixture.ts';

vi.setConfig({ testTimeout: 120_000 });

let running: Console;
const told: { headers: IncomingHttpHeaders; body: string }[] = [];
let status = 204;

/** The site's own server, which is told. */
const receiver = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    told.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    response.writeHead(status).end();
  });
});

beforeAll(async () => {
  running = await startConsole();
  await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
});

afterAll(async () => {
  receiver.close();
  await running.close();
});

it('a webhook is made, its secret verifies a test, its deliveries are read and sent again', async () => {
  const { page, visit, faultsInEveryLook, complaints } = await running.open();
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  await visit('/settings?tab=webhooks');
  await page.getByRole('link', { name: 'New webhook' }).click();
  await page.getByRole('heading', { level: 1, name: 'New webhook' }).waitFor();
  await page.getByRole('textbox', { name: 'Address' }).fill('https://169.254.169.254/latest');
  await page.getByRole('checkbox', { name: 'somebody enters a segment' }).check();
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('alert').getByText('not on the public internet').waitFor();
  expect(await faultsInEveryLook()).toEqual([]);
  await page.getByRole('textbox', { name: 'Address' }).fill(url);
  await page.getByRole('combobox', { name: 'Only of these segments' }).click();
  await page.getByRole('option', { name: 'Customers', exact: true }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByText('Copy the secret now.').waitFor();
  const secret = (await page.locator('pre').textContent()) ?? '';
  expect(secret).toMatch(/^whsec_/);
  expect(await faultsInEveryLook()).toEqual([]);

  await page.getByRole('link', { name: 'Go on to the webhook' }).click();
  await page.getByRole('button', { name: 'Send a test' }).click();
  await page.getByText('It answered 204: delivered.').waitFor();
  const [first] = told;
  expect(new Webhook(secret).verify(first?.body ?? '', first?.headers as Record<string, string>)).toMatchObject({
    type: 'test',
  });
  status = 500;
  await page.getByRole('button', { name: 'Send a test' }).click();
  await page.getByText('It answered 500: not delivered.').waitFor();

  const [{ id } = {}] = await running.server.sql('SELECT id FROM webhooks');
  await running.server.sql(
    `INSERT INTO webhook_deliveries (id, webhook, site, n, kind, body, state, attempts, fault, status, created_at, done_at)
     VALUES ('msg_1', ?, 's_demo', 1, 'segment.entered', '{"type":"segment.entered"}', 'dead', 9, 'answered 500', 500, ?, ?)`,
    id,
    Date.now(),
    Date.now(),
  );
  await page.getByRole('button', { name: 'Look again' }).click();
  await page.getByRole('row', { name: /Given up.*answered 500.*9 attempts/ }).waitFor();
  expect(await faultsInEveryLook()).toEqual([]);
  await page.getByRole('button', { name: /^Show what was told/ }).click();
  await page.getByRole('dialog').getByText('"type": "segment.entered"').waitFor();
  expect(await faultsInEveryLook()).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Send again/ }).click();
  await page.getByText('It will be sent again').waitFor();
  expect(await running.server.sql('SELECT state, attempts FROM webhook_deliveries')).toEqual([
    { state: 'waiting', attempts: 0 },
  ]);

  await page.getByRole('switch', { name: /^Paused/ }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Webhook saved').waitFor();
  await visit('/settings?tab=webhooks');
  await page.getByRole('row', { name: /somebody enters a segment.*Paused/ }).waitFor();
  expect(await faultsInEveryLook()).toEqual([]);
  await page.getByRole('link', { name: url }).click();
  await page.getByRole('button', { name: `Remove ${url}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByText('Nobody is told yet.').waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});
