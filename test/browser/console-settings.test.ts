import { generateKeyPairSync } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Console, startConsole } from './console-fixture.ts';

vi.setConfig({ testTimeout: 150_000 });

let running: Console;

beforeAll(async () => {
  running = await startConsole();
});

afterAll(() => running.close());

const stored = async () => {
  const [row] = await running.server.sql(`SELECT settings FROM sites WHERE id = 's_demo'`);
  return JSON.parse(String(row?.settings));
};

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).click();
  await page.getByRole('option', { name: option }).first().click();
}

it('the settings of the site: consent by country, retention, caps, rates; a wrong origin; somebody else saves meanwhile', async () => {
  const { page, visit, faultsInEveryLook, complaints } = await running.open();
  await visit('/settings');
  const origins = page.getByRole('combobox', { name: 'Origins that may embed the tag' });
  await origins.fill('https://shop.example/path');
  await origins.press('Enter');
  await page.getByRole('button', { name: 'Ask first in the EEA' }).click();
  await page.getByRole('textbox', { name: 'Erase people not heard of for' }).fill('400');
  await page.getByRole('button', { name: 'Add a cap' }).click();
  await page.getByRole('button', { name: 'Add a rate' }).click();
  await page.getByRole('textbox', { name: 'Rate', exact: true }).fill('0.9');
  await choose(page, 'Country of the site', 'Germany');
  await page.getByRole('button', { name: 'Save settings' }).click();
  await page.getByText('Write each like https://shop.example, without a path.').waitFor();
  expect(await faultsInEveryLook()).toEqual([]);
  await origins.press('Backspace');
  await origins.fill('https://shop.example');
  await origins.press('Enter');
  await page.getByRole('button', { name: 'Save settings' }).click();
  await page.getByText('Settings saved').waitFor();
  expect(await stored()).toMatchObject({
    origins: expect.arrayContaining(['https://shop.example']),
    consentRegions: [{ countries: expect.arrayContaining(['DE', 'GB', 'CH']), mode: 'required' }],
    retention: { profileDays: 400 },
    caps: expect.arrayContaining([{ counts: 'shown', max: 1, per: { kind: 'session' } }]),
    exchangeRates: [expect.objectContaining({ currency: 'USD', rate: 0.9 })],
    country: 'DE',
  });

  const holdout = page.getByRole('textbox', { name: 'Holdout: never see any promotion' });
  await holdout.fill('7');
  await page.evaluate(async () => {
    const { settings } = await (await fetch('/api/console/settings')).json();
    const body = JSON.stringify({ before: settings, settings: { ...settings, holdoutPercent: 5 } });
    await fetch('/api/console/settings', { method: 'PUT', body });
  });
  await page.getByRole('button', { name: 'Save settings' }).click();
  await page.getByRole('alert').getByText('Somebody else saved this meanwhile').waitFor();
  expect(await holdout.inputValue()).toBe('7 %');
  await page.getByRole('button', { name: 'Load theirs' }).click();
  await vi.waitUntil(async () => (await holdout.inputValue()) === '5 %');

  await visit('/settings?tab=audit');
  await page.getByText('settings edited').first().waitFor();
  await page.getByText('holdout (%): 0 → 5').waitFor();
  await page.getByText('origins: nothing → https://shop.example').waitFor();
  expect(await faultsInEveryLook()).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('somebody is invited by a link that is shown once, gets another role, sees less, and is removed', async () => {
  const { page, visit, faultsInEveryLook, complaints } = await running.open();
  await visit('/settings?tab=users');
  await page.getByRole('textbox', { name: 'Email' }).fill('new@demo.example');
  await page.getByRole('textbox', { name: 'Name' }).fill('New one');
  await page.getByRole('button', { name: 'Make the invitation' }).click();
  const link = (await page.getByText(/sign-in#/).textContent()) ?? '';
  await choose(page, 'Role of new@demo.example', 'Viewer');
  const role = async () =>
    (await running.server.sql(`SELECT role FROM users WHERE email = 'new@demo.example'`))[0]?.role;
  await vi.waitUntil(async () => (await role()) === 'viewer');
  expect(await faultsInEveryLook()).toEqual([]);
  await choose(page, 'Role of owner@demo.example', 'Editor');
  await page.getByRole('alert').getByText('a site keeps at least one owner').waitFor();

  const other = await running.open();
  await other.page.context().clearCookies();
  await other.page.goto(link);
  await other.page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'Sign in' }).waitFor();
  await other.visit('/settings');
  const tabs = await other.page.getByRole('tab').allTextContents();
  expect(tabs).toEqual(expect.arrayContaining(['Site', 'Audit log']));
  for (const name of ['Users', 'API tokens', 'Identity keys']) expect(tabs).not.toContain(name);
  expect(await other.page.getByRole('textbox', { name: 'Name of the site' }).isDisabled()).toBe(true);
  expect(await other.faults()).toEqual([]);
  await other.page.context().close();

  await page.getByRole('button', { name: 'Remove new@demo.example' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await vi.waitUntil(async () => (await role()) === undefined);
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('a token is made, opens the API, and is revoked; keys are made of both kinds', async () => {
  const { page, visit, faultsInEveryLook, complaints } = await running.open();
  await visit('/settings?tab=tokens');
  await page.getByRole('textbox', { name: 'What it is for' }).fill('Shop server');
  await page.getByRole('checkbox', { name: 'Write' }).check();
  await page.getByRole('button', { name: 'Make a token' }).click();
  const secret = (await page.getByText(/^ush_/).textContent()) ?? '';
  const authorization = { authorization: `Bearer ${secret}` };
  const call = () => fetch(`${running.server.origin}/api/v1/attributes`, { headers: authorization });
  expect((await call()).status).toBe(200);
  // As README.md says.
  const written = await fetch(`${running.server.origin}/api/v1/profiles`, {
    method: 'POST',
    headers: { ...authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ identifiers: { email: 'ann@example.org' }, attributes: { first_name: 'Ann' } }),
  });
  expect(await written.json()).toMatchObject({ id: expect.stringMatching(/^p_/) });
  expect(await faultsInEveryLook()).toEqual([]);
  await page.reload();
  await page.getByText('just now').waitFor();
  expect(await page.getByText(/^ush_/).count()).toBe(0);
  await page.getByRole('button', { name: 'Revoke Shop server' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
  await page.getByText('Revoked', { exact: true }).waitFor();
  expect((await call()).status).toBe(401);

  await visit('/settings?tab=keys');
  await page.getByRole('button', { name: 'Make a key' }).click();
  await page.getByText('Copy the secret now.').waitFor();
  await page.getByRole('radio', { name: /^ES256/ }).check();
  await page.getByRole('textbox', { name: 'Public key as JWK' }).fill('{"kty":"RSA"}');
  await page.getByRole('button', { name: 'Make a key' }).click();
  await page.getByRole('alert').getByText('This is no public key').waitFor();
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await page
    .getByRole('textbox', { name: 'Public key as JWK' })
    .fill(JSON.stringify(publicKey.export({ format: 'jwk' })));
  await page.getByRole('button', { name: 'Make a key' }).click();
  await page.getByText('The key is in force').waitFor();
  await page.getByText("alg: 'ES256'").waitFor();
  expect(await faultsInEveryLook()).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});
