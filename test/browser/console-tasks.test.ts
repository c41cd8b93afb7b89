import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Console, startConsole } from './console-fixture.ts';
import { keyboard, mouse } from './hands.ts';

// What somebody does who has never seen the console; the first task, a segment of three conditions, is in console-rule.test.ts.
vi.setConfig({ testTimeout: 180_000 });

let running: Console;

beforeAll(async () => {
  running = await startConsole();
});

afterAll(() => running.close());

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true });
const combobox = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

/** The check is over too, and looks like an import. */
async function imported(page: Page): Promise<void> {
  await page.getByText('Check only').waitFor({ state: 'detached' });
  await page.getByText('Done', { exact: true }).waitFor();
}

describe.each([
  { by: 'mouse', hands: mouse },
  { by: 'keyboard alone', hands: keyboard },
])('by $by', ({ by, hands }) => {
  it('somebody who is not in a segment: why, and what would make them match', async () => {
    const { page, visit, complaints } = await running.open();
    const [row] = await running.server.sql(
      `SELECT n FROM profiles p WHERE site = 's_demo' AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.n = p.n) ORDER BY n LIMIT 1`,
    );
    await visit('/profiles');
    await hands.type(page.getByRole('searchbox', { name: /^Email, phone/ }), `p_${row?.n}`);
    await hands.press(button(page, 'Find'));
    await page.waitForURL(/who=p_/);
    await hands.press(page.getByRole('row').nth(1).getByRole('link').first());
    await hands.choose(combobox(page, 'Choose a segment'), 'Repeat customers');
    await page.getByText('Does not match', { exact: true }).waitFor();
    await page
      .getByText(/orders is at least 2/)
      .first()
      .waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('a messy file: imported, and its bad rows mended and imported again', async () => {
    const { page, visit, complaints } = await running.open();
    const name = by.replaceAll(' ', '-');
    const lines = Array.from({ length: 40 }, (_, index) =>
      index % 10 === 3 ? `not an email;Bad ${index};` : `${name}${index}@import.example;"Ann; ${index}";01.12.1985`,
    );
    const load = async (file: string, text: string) => {
      const choosing = page.waitForEvent('filechooser');
      await hands.press(button(page, 'Choose a file'));
      await (await choosing).setFiles({ name: file, mimeType: 'text/csv', buffer: Buffer.from(text) });
    };
    await visit('/imports');
    await hands.press(link(page, 'New import').first());
    await heading(page, 'New import').waitFor();
    await load(`${name}.csv`, `\uFEFFE-Mail;First name;Birthday\r\n${lines.join('\r\n')}\r\n`);
    await hands.choose(combobox(page, 'Days like 03/04/2026 are'), 'day, month, year');
    await hands.press(button(page, 'Check without importing'));
    await page.getByText('40 rows: 0 matched, 36 new, 4 bad').waitFor();
    await hands.press(button(page, 'Import the 36 good rows'));
    await imported(page);
    const downloading = page.waitForEvent('download');
    await hands.press(link(page, 'Download the bad rows'));
    const failed = await readFile((await (await downloading).path()) ?? '', 'utf8');
    let mended = 0;
    const text = failed.replace(/^not an email/gm, () => {
      mended += 1;
      return `${name}mended${mended}@import.example`;
    });
    expect(mended).toBe(4);
    await visit('/imports/new');
    await load('mended.csv', text);
    await hands.press(button(page, 'Check without importing'));
    await hands.press(button(page, 'Import the 4 good rows'));
    await imported(page);
    const made = () => running.server.sql('SELECT count(*) AS c FROM identities WHERE value LIKE ?', `${name}%`);
    await vi.waitUntil(async () => (await made())[0]?.c === 40);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('a segment is frozen, and exported with chosen attributes', async () => {
    const { page, visit, complaints } = await running.open();
    await visit('/segments');
    await hands.press(link(page, 'Customers'));
    await hands.press(button(page, 'What to do with this segment'));
    await hands.press(page.getByRole('menuitem', { name: 'Freeze to static' }));
    await hands.type(page.getByRole('dialog').getByRole('textbox'), `Customers of today, ${by}`);
    await hands.press(page.getByRole('dialog').getByRole('button', { name: 'Freeze to static' }));
    // Two lists of the same people are one too many: the second pair of hands is told which one there is.
    if (by !== 'mouse') {
      await page.getByRole('alert').getByText('“Customers of today, mouse” has exactly these members').waitFor();
      await page.keyboard.press('Escape');
    } else {
      await heading(page, `Customers of today, ${by}`).waitFor();
    }
    await visit('/exports');
    await hands.press(link(page, 'New export').first());
    await hands.type(field(page, 'Name'), `For the letter, ${by}`);
    await hands.choose(combobox(page, 'People of the segment'), 'Customers of today, mouse');
    await hands.choose(combobox(page, 'Columns'), 'Country');
    await page.keyboard.press('Escape');
    await hands.press(button(page, 'Create'));
    await heading(page, `For the letter, ${by}`).waitFor();
    await hands.press(button(page, 'Make a file now'));
    const downloading = page.waitForEvent('download');
    await hands.press(page.getByRole('link', { name: /^Download the file of/ }));
    const text = await readFile((await (await downloading).path()) ?? '', 'utf8');
    const [members] = await running.server.sql(
      `SELECT s.total AS c FROM static_segments s JOIN definitions d ON d.site = s.site AND d.ordinal = s.ordinal WHERE d.draft LIKE '%of today%'`,
    );
    expect(text.trim().split('\r\n')).toHaveLength(Number(members?.c) + 1);
    expect(text).toMatch(/country/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('a campaign for a segment is published, and its promotion is seen in the shop', async () => {
    const { page, visit, complaints } = await running.open();
    const label = `Good to see you, ${by}`;
    await visit('/campaigns');
    await hands.press(link(page, 'New campaign').first());
    await hands.type(field(page, 'Name'), `Welcome, ${by}`);
    const [everybody] = await running.server.sql(`SELECT count(*) AS c FROM profiles WHERE site = 's_demo'`);
    await page.getByText(`${everybody?.c} people match now`).waitFor();
    await hands.choose(combobox(page, 'In any of these segments'), 'Third page view, never bought');
    await page.keyboard.press('Escape');
    const counted = page.getByText(/^[\d,]+ (person|people) match(es)? now$/);
    await vi.waitUntil(async () => Number.parseInt((await counted.textContent()) ?? '', 10) < Number(everybody?.c));
    await hands.press(page.getByRole('tab', { name: 'When' }));
    await hands.choose(combobox(page, 'Trigger'), 'At once');
    await hands.press(page.getByRole('tab', { name: 'Design' }));
    await hands.type(field(page, 'Name for screen readers'), label);
    await hands.press(page.getByRole('tab', { name: 'Test' }));
    await hands.type(field(page, 'Control share'), '0');
    await page.keyboard.press('Tab');
    await hands.type(field(page, 'Priority'), '900');
    await hands.press(page.getByRole('radio', { name: 'Live' }));
    await hands.press(button(page, 'Create'));
    await heading(page, `Welcome, ${by}`).waitFor();
    await hands.press(button(page, /^Publish \d+ change/));
    await hands.press(button(page, 'Publish now'));
    await page.getByText(/^Version \d+ is published/).waitFor();

    const shop = await page.context().browser()?.newContext();
    const visitor = await shop?.newPage();
    if (!visitor) throw new Error('the browser is gone');
    // Due on the third page that was heard of; a page that is left at once may be heard of with the next one.
    const promotion = visitor.getByRole('dialog', { name: label });
    const isSeen = () =>
      promotion.waitFor({ timeout: 4_000 }).then(
        () => true,
        () => false,
      );
    let views = 0;
    do {
      views += 1;
      await visitor.goto(`${running.server.origin}/demo/`);
    } while (!(await isSeen()) && views < 6);
    expect(views).toBeGreaterThanOrEqual(3);
    await promotion.waitFor();
    await shop?.close();
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
