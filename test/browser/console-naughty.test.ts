import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { packed } from '../support/naughty-texts.ts';
import { type Console, type ConsolePage, startConsole } from './console-fixture.ts';
import { fillSite, type NaughtySite } from './naughty-site.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let running: Console;
let opened: ConsolePage;
let site: NaughtySite;

const names = packed(100);

beforeAll(async () => {
  running = await startConsole();
  opened = await running.open();
  listen(opened, running.server.origin);
  site = await fillSite(opened.page);
});

afterAll(() => running.close());

/** Beside what breaks the policy or throws: a script that ran, what it fetched, and a server that broke. */
function listen({ page, complaints }: ConsolePage, own: string): void {
  page.on('dialog', async (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== own) complaints.push(`request to ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} of ${response.url()}`);
  });
}

/** What is read on the page: texts of single elements, and what its fields hold. */
const readTexts = (page: Page) =>
  page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')];
    const elements = [...document.querySelectorAll('body *')].filter((element) => element.childElementCount === 0);
    return [...fields.map(({ value }) => value), ...elements.map(({ textContent }) => textContent)];
  });

/** Those that are not on the page as they are stored; a field of one line holds no line breaks. */
async function missing(page: Page, texts: readonly string[]): Promise<string[]> {
  const shown = new Set(await readTexts(page));
  return texts.filter((text) => !shown.has(text) && !shown.has(text.replaceAll(/[\r\n]/g, '')));
}

/** Every page, and texts that are to be read there. */
function pages(): [address: string, texts: readonly string[]][] {
  const [first, last] = [names[0] as string, names.at(-1) as string];
  const lastOf = (kind: 'campaigns' | 'attributes' | 'events' | 'exports') => `/${kind}/${site[kind].at(-1)}`;
  const segments = [
    [site.segments[0], first],
    [site.segments.at(-1), last],
  ] as const;
  const hostile = { kind: 'attribute', attribute: 'first_name', operator: 'contains', value: last };
  return [
    ['/', []],
    ...[1, 11].map((n): [string, string[]] => [`/segments?sort=name&page=${n}`, []]),
    ['/segments?tab=smart', []],
    ...segments.flatMap(([id, name]): [string, string[]][] => [
      [`/segments/${id}`, [name]],
      [`/segments/${id}/insights`, [`Insights: ${name}`]],
      [`/segments/${id}/versions`, [`Versions: ${name}`]],
    ]),
    [`/segments/${site.lists[0]}`, []],
    [`/segments/overlap?of=${[...site.segments.slice(-2), site.lists[0]].join(',')}`, names.slice(-2)],
    ['/campaigns', names],
    ...['who', 'when', 'often', 'design', 'test'].map((step): [string, string[]] => [
      `${lastOf('campaigns')}?step=${step}`,
      [last],
    ]),
    [`${lastOf('campaigns')}/versions`, [`Versions: ${last}`]],
    ['/profiles', []],
    [`/profiles?rule=${encodeURIComponent(JSON.stringify(hostile))}`, []],
    [`/profiles/${site.people[0]}?show=visits&show=orders`, packed(300)],
    ['/imports', site.listedImports],
    [`/imports/${site.imports[0]}`, packed(200).slice(0, 1)],
    ['/exports', names],
    [lastOf('exports'), [last]],
    [lastOf('attributes'), [last]],
    [lastOf('events'), [last]],
    [`/webhooks/${site.webhooks[0]}`, []],
    ['/attributes', names],
    ['/events', names],
    ['/settings?tab=site', [site.name]],
    ['/settings?tab=users', names],
    ['/settings?tab=tokens', names],
    ['/settings?tab=keys', []],
    ['/settings?tab=webhooks', []],
    ['/settings?tab=audit', []],
  ];
}

it('what is to be published is listed, and published', async () => {
  const { page, visit, complaints } = opened;
  await visit('/campaigns');
  await page.getByRole('button', { name: /^Publish \d+ changes$/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Publish' });
  const last = { name: names.at(-1) as string, exact: true };
  await dialog.getByRole('link', last).first().waitFor();
  expect(await missing(page, names)).toEqual([]);
  await dialog.getByRole('button', { name: 'Publish now' }).click();
  await page.getByText('Version 2 is published').waitFor({ timeout: 120_000 });
  expect(complaints).toEqual([]);
});

it('every page shows the texts as they are stored, and none of them runs', async () => {
  const { page, visit, complaints } = opened;
  for (const [address, texts] of pages()) {
    await visit(address);
    expect({ address, missing: await missing(page, texts), complaints }).toEqual({
      address,
      missing: [],
      complaints: [],
    });
  }
});

const draftOf = async (id: string) => {
  const [row] = await running.server.sql('SELECT draft FROM definitions WHERE site = ? AND id = ?', 's_demo', id);
  return JSON.parse(String(row?.draft));
};

it('a form gives back what it was given, but for what is typed into it', async () => {
  const { page, visit, complaints } = opened;
  // What a field of one line can hold.
  const typed = names.filter((name) => !/\p{Cc}/u.test(name));
  const forms = { segments: 'Name', campaigns: 'Name', attributes: 'Label', events: 'Label' } as const;
  for (const [kind, field] of Object.entries(forms) as [keyof typeof forms, string][])
    for (const n of [90, 150, -1]) {
      const id = site[kind].at(n) as string;
      const before = await draftOf(id);
      const text = typed.at(n + 1) as string;
      await visit(`/${kind}/${id}`);
      await page
        .getByRole('textbox', { name: field, exact: kind !== 'segments' && kind !== 'campaigns' })
        .first()
        .fill(text);
      await page.getByRole('button', { name: 'Save draft' }).click();
      await expect.poll(() => draftOf(id)).toEqual({ ...before, [field.toLowerCase()]: text });
    }
  expect(complaints).toEqual([]);
});
