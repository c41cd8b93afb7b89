import { env } from 'cloudflare:workers';
import { beforeAll, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/profile/snapshot.ts';
import { dayMs } from '../../shared/rules/day.ts';
import type { Rule } from '../../shared/rules/rule.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import { Pace } from '../../worker/jobs/pace.ts';
import { recordDays } from '../../worker/jobs/record-days.ts';
import { rescan } from '../../worker/jobs/rescan.ts';
import { keptDays, latestDays, type SegmentDay } from '../../worker/stores/segment-days.ts';
import { Browser, event } from './support/browser.ts';
import { callConsole, signedInAs } from './support/console-user.ts';
import { callApi, tokenOf } from './support/server-api.ts';
import { makeSite, type SiteUnderTest } from './support/site.ts';

const id = 's_days' as SiteId;
const hasEmail: Rule = { kind: 'attribute', attribute: 'email', operator: 'isKnown' };
const hasOrder: Rule = { kind: 'attribute', attribute: 'orders_placed', operator: 'gte', value: 1 };
const bigCart: Rule = { kind: 'cart', property: 'totalMinor', operator: 'gt', value: 1 };
const noon = Math.floor(Date.now() / dayMs) * dayMs + dayMs / 2;

let site: SiteUnderTest;
let cookie: string;

const pace = () => new Pace(Date.now() + 20_000);
const record = (day = 0, time = pace()) => recordDays(env, time, () => noon + day * dayMs);

type Told = SegmentDay & { isOther: boolean };

async function daysOf(segment: string): Promise<Told[]> {
  const response = await callConsole('GET', `/segments/${segment}/days`, { cookie });
  expect(response.status).toBe(200);
  return ((await response.json()) as { days: Told[] }).days;
}

/** People and their orders, read from the snapshots by hand; who refuses has none. */
async function naive(holds: (snapshot: Snapshot) => boolean) {
  const { results } = await env.DB.prepare('SELECT snapshot FROM profiles WHERE site = ?')
    .bind(id)
    .all<{ snapshot: string }>();
  const members = results.map(({ snapshot }) => JSON.parse(snapshot) as Snapshot).filter(holds);
  const orders = members.filter((one) => !refuses(one)).flatMap((one) => Object.values(one.orders));
  return {
    total: members.length,
    orders: orders.length,
    grossMinor: orders.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    netMinor: orders.reduce(
      (sum, { amountMinor, status, refundedMinor = 0 }) => sum + (status ? 0 : amountMinor - refundedMinor),
      0,
    ),
  };
}

const refuses = ({ consent }: Snapshot) => consent?.state.personalisation === false;
const known = (one: Snapshot) => !refuses(one) && one.identities.length > 0;
const bought = (one: Snapshot) => !refuses(one) && Object.keys(one.orders).length > 0;

beforeAll(async () => {
  site = await makeSite({
    id,
    segments: [
      { id: 'seg_known', name: 'Email known', rule: hasEmail },
      { id: 'seg_bought', name: 'Bought', rule: hasOrder },
      { id: 'seg_live', name: 'Cart now', rule: bigCart },
    ],
  });
  cookie = await signedInAs(id, 'viewer');
  for (let person = 0; person < 24; person += 1) {
    const orders = Array.from({ length: person % 4 }, (_, index) =>
      event('purchase', { transaction_id: `${person}-${index}`, value: person + index + 0.5, currency: 'EUR' }),
    );
    const email = person % 3 === 0 ? [event('identify', { attributes: { email: `p${person}@example.org` } })] : [];
    await new Browser(id).send([event('page_view'), ...email, ...orders], {
      consent: person % 7 === 6 ? { personalisation: false } : {},
    });
  }
  const token = await tokenOf(id, 'write');
  const orders = [
    { id: '3-0', status: 'cancelled' },
    { id: '9-0', refunded: 2 },
  ];
  expect((await callApi('POST', '/orders', { token, body: { orders } })).status).toBe(200);
  // Of some only the profile itself tells.
  await env.DB.prepare('UPDATE profile_facts SET plain = 0 WHERE site = ? AND n % 5 = 0').bind(id).run();
  // What the publish asked for: until then nobody counts as evaluated.
  await rescan(env, pace(), id);
});

it('records sizes and orders of the stored segments once a day, as counting them one by one says', async () => {
  await record();
  await record();
  const [first, ...more] = await daysOf('seg_known');
  expect(more).toEqual([]);
  expect(first).toMatchObject({ ...(await naive(known)), at: noon, day: Math.floor(noon / dayMs), isOther: false });
  expect(first?.orders).toBeGreaterThan(3);
  expect(first?.netMinor).toBeLessThan(first?.grossMinor ?? 0);
  expect(await daysOf('seg_bought')).toMatchObject([await naive(bought)]);
  expect(await daysOf('seg_live')).toEqual([]);
});

it('goes on where it was cut short, and two runs at once count nobody twice', async () => {
  await record(1, new Pace(Date.now() - 1));
  // Half a day is no day yet.
  expect(await daysOf('seg_known')).toHaveLength(1);
  await Promise.all([record(1), record(1)]);
  expect((await daysOf('seg_known')).slice(1)).toMatchObject([await naive(known)]);
});

it('waits for a publish to be walked, begins anew when one comes between, and marks another meaning', async () => {
  await record(2, new Pace(Date.now() - 1));
  await site.edit({ id: 'seg_bought', name: 'Bought', rule: { kind: 'not', rule: hasOrder } });
  await site.publish();
  await record(2);
  expect(await daysOf('seg_bought')).toHaveLength(2);
  await rescan(env, pace(), id);
  await record(2);
  const days = await daysOf('seg_bought');
  expect(days.map(({ isOther }) => isOther)).toEqual([true, true, false]);
  expect(days.at(-1)).toMatchObject({ ...(await naive((one) => !bought(one))) });
  const latest = await latestDays(env.DB, id);
  expect([...latest.values()].map(({ day }) => day)).toEqual(Array(2).fill(Math.floor(noon / dayMs) + 2));
});

it('keeps a day for so long', async () => {
  await record(keptDays + 1);
  const days = (await daysOf('seg_known')).map(({ day }) => day - Math.floor(noon / dayMs));
  expect(days).toEqual([1, 2, keptDays + 1]);
});

it('a broken profile holds up nobody', async () => {
  const { last } = (await env.DB.prepare('SELECT max(n) AS last FROM profiles WHERE site = ? AND n % 5 = 0')
    .bind(id)
    .first<{ last: number }>()) as { last: number };
  const { snapshot } = (await env.DB.prepare('SELECT snapshot FROM profiles WHERE n = ?')
    .bind(last)
    .first<{ snapshot: string }>()) as {
    snapshot: string;
  };
  const set = (text: string) => env.DB.prepare('UPDATE profiles SET snapshot = ? WHERE n = ?').bind(text, last).run();
  await set('{');
  await record(keptDays + 2);
  await set(snapshot);
  expect((await daysOf('seg_known')).at(-1)?.day).toBe(Math.floor(noon / dayMs) + keptDays + 2);
});
