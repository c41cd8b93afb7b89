import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Console, startConsole } from './console-fixture.ts';

let running: Console;

beforeAll(async () => {
  running = await startConsole();
});

afterAll(() => running.close());

it('a promotion is shown by the real renderer while it is typed, on three screens, in every look', async () => {
  const { page, visit, faultsInEveryLook, complaints } = await running.open();
  await visit('/campaigns/new?step=design');
  const preview = page.getByRole('region', { name: 'Preview' });
  const frame = page.frameLocator('iframe[title="Preview"]');
  await frame.getByText('Something for you').waitFor();
  expect(await frame.locator('usher-popup').count()).toBe(1);

  // Typing goes on where it was: what is shown takes no focus.
  const heading = page.locator('input[aria-label="Text"]').first();
  await heading.click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('Tea <b>for</b> two', { delay: 20 });
  await frame.getByText('Tea <b>for</b> two').waitFor();
  expect(await heading.inputValue()).toBe('Tea <b>for</b> two');

  const inside = () =>
    frame
      .locator('html')
      .evaluate((html) => [window.innerWidth, html.getAttribute('dir'), html.hasAttribute('data-dark')]);
  expect(await inside()).toEqual([390, 'ltr', false]);
  for (const [name, width] of [
    ['Tablet', 768],
    ['Desktop', 1_280],
    ['Phone', 390],
  ] as const) {
    await preview.getByText(name, { exact: true }).click();
    await expect.poll(async () => (await inside())[0]).toBe(width);
  }
  await preview.getByText('Dark page').click();
  await preview.getByText('Right to left').click();
  await expect.poll(inside).toEqual([390, 'rtl', true]);
  await preview.getByText('Long texts').click();
  await frame.getByText('Tea <b>for</b> two Tea <b>for</b>').waitFor();
  await preview.getByText('Long texts').click();
  await preview.getByText('After the form').click();
  await frame.getByText('Thank you').waitFor();
  expect(await faultsInEveryLook()).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('nobody else may frame the console, and the preview only the console', async () => {
  const policyOf = async (path: string) =>
    (await fetch(`${running.server.origin}${path}`)).headers.get('content-security-policy');
  expect(await policyOf('/console/preview')).toContain("frame-ancestors 'self'");
  expect(await policyOf('/console/campaigns')).toContain("frame-ancestors 'none'");
});
