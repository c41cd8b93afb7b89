import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Console, startConsole } from './console-fixture.ts';

// Every address in five looks, each read by axe.
vi.setConfig({ testTimeout: 300_000 });

let running: Console;
let ids: { segment: string; campaign: string; profile: string };

beforeAll(async () => {
  running = await startConsole();
  const idOf = async (kind: string) => {
    const [row] = await running.server.sql(
      'SELECT id FROM definitions WHERE site = ? AND kind = ? ORDER BY ordinal DESC LIMIT 1',
      's_demo',
      kind,
    );
    return String(row?.id);
  };
  const [profile] = await running.server.sql('SELECT max(n) AS n FROM profiles WHERE identified = 1');
  ids = { segment: await idOf('segment'), campaign: await idOf('campaign'), profile: `p_${profile?.n}` };
});

afterAll(() => running.close());

const emailKnown = JSON.stringify({ kind: 'attribute', attribute: 'email', operator: 'isKnown' });

function addresses(): string[] {
  const campaign = `/campaigns/${ids.campaign}`;
  return [
    '/',
    '/segments',
    '/segments?tab=smart&open=cart_abandoners',
    '/segments?tab=archived',
    `/segments/${ids.segment}`,
    `/segments/${ids.segment}/insights`,
    `/segments/${ids.segment}/versions`,
    `${campaign}/versions`,
    '/segments/overlap?of=seg_customers,seg_emailknown,seg_repeat',
    '/segments/smart.customers/insights?by=week',
    '/segments/new',
    '/campaigns',
    ...['who', 'when', 'often', 'design', 'test'].map((step) => `${campaign}?step=${step}`),
    '/profiles',
    `/profiles?rule=${encodeURIComponent(emailKnown)}`,
    `/profiles/${ids.profile}?show=visits&show=orders`,
    '/imports',
    '/imports/new',
    '/attributes',
    '/attributes/new',
    '/exports',
    '/exports/new',
    '/webhooks/new',
    '/events',
    '/events/new',
    ...['site', 'users', 'tokens', 'keys', 'webhooks', 'audit'].map((tab) => `/settings?tab=${tab}`),
    '/nowhere',
  ];
}

it('every page, light and dark, wide and narrow, from either side: nothing axe objects to, nothing blocked, no scrolling sideways', async () => {
  const { page, visit, faultsInEveryLook, complaints } = await running.open();
  for (const address of addresses()) {
    await visit(address);
    expect({ address, found: await faultsInEveryLook() }).toEqual({ address, found: [] });
  }
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('without a session every address leads to the sign-in page, which is clean too', async () => {
  const { page, visit, faults, complaints } = await running.open();
  await page.context().clearCookies();
  await visit('/profiles');
  expect(page.url()).toBe(`${running.server.origin}/console/sign-in`);
  expect(await faults()).toEqual([]);
  await page.goto(`${running.server.origin}/console/sign-in#used-up`);
  await page.reload();
  await page.getByRole('alert').getByText('This link no longer works').waitFor();
  expect(page.url()).not.toContain('used-up');
  expect(complaints).toEqual([]);
  await page.context().close();
});
